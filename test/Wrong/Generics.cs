// expect: NG0001 at 15
// expect: NG0001 at 21
using NimmGen;
using static NimmGen.Units;

public sealed class Generics : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        System.Collections.Generic.List<Expr> terms = [];
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }

    private T Same<T>(T x) => x;
}
