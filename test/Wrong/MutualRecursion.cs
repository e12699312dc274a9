// expect: NG0001 at 21
// expect: NG0001 at 22
using NimmGen;
using static NimmGen.Units;

public sealed class MutualRecursion : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Flow(I, S, Even(beta));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }

    private Expr Even(Expr x) => Odd(x);
    private Expr Odd(Expr x) => Even(x);
}
