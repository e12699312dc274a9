// expect: NG0002 at 11
// A constant that is too large.
using NimmGen;
using static NimmGen.Units;

public sealed class ConstantOverflow : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    const int Large = 2147483647 * 2;

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
