// expect: NG0006 at 13
// expect: NG0006 at 14
// expect: NG0006 at 15
// expect: NG0006 at 16
using NimmGen;
using static NimmGen.Units;

public sealed class BadRanges : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    readonly Learned a = new(PerDay, 1, 0.1);
    readonly Neural b = new(PerDay, 1, 1);
    readonly Learned c = new(PerDay, 0, 1 / 0.0);
    readonly Input d = new(PerDay, min: 2, max: 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));

        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
