// expect: NG0001 at 15
// There is no null to test for.
using NimmGen;
using static NimmGen.Units;

public sealed class NullTricks : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Expr x = beta ?? S!;
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
