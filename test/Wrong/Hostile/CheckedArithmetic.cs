// expect: NG0001 at 15
// The evaluator checks anyway.
using NimmGen;
using static NimmGen.Units;

public sealed class CheckedArithmetic : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        int n = checked(2147483647 + 0);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
