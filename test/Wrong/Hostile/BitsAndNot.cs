// expect: NG0001 at 15
// Bits of a number.
using NimmGen;
using static NimmGen.Units;

public sealed class BitsAndNot : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        int n = ~(1 | 2 & 3);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
