// expect: NG0001 at 15
// Four hundred terms, each a level deeper.
using NimmGen;
using static NimmGen.Units;

public sealed class NestOfSums : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Expr x = beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta + beta;
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
