// expect: NG0006 at 11
// A network of a million units.
using NimmGen;
using static NimmGen.Units;

public sealed class ClosureBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    readonly Closure k = new(PerDay, 0, 1, hidden: 1000000);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
