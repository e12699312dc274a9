// expect: NG0007 at 15
// A local function that hides one of the language.
using NimmGen;
using static NimmGen.Units;

public sealed class LocalNamedExp : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Expr Exp(Expr x) => x;
        Expr y = Exp(beta);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
