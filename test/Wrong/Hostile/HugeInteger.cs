// expect: NG0002 at 15
// Larger than any integer.
using NimmGen;
using static NimmGen.Units;

public sealed class HugeInteger : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        double x = 99999999999999999999;
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
