// expect: NG0006 at 12
// expect: NG0006 at 13
// Numbers that are none.
using NimmGen;
using static NimmGen.Units;

public sealed class NotANumber : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    readonly Constant nan = new(PerDay, 0.0 / 0.0);
    readonly Learned wide = new(PerDay, 0, 1 / 0.0);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
