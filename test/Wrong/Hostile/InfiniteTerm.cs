// expect: NG0006 at 16
// expect: NG0006 at 17
// A number in a term that is none.
using NimmGen;
using static NimmGen.Units;

public sealed class InfiniteTerm : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Flow(I, S, 1 / 0.0 * PerDay);
        Flow(I, S, Math.Log(-1) * beta);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
