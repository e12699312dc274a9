// expect: NG0001 at 23
// expect: NG0001 at 23
// expect: NG0001 at 25
// Members for the types of others.
using NimmGen;
using static NimmGen.Units;

public sealed class ExtensionBlock : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}

public static class Extensions
{
    extension(Expr x) { public Expr Twice() => x + x; }
}
