// expect: NG0007 at 20
// A method that hides a statement.
using NimmGen;
using static NimmGen.Units;

public sealed class MethodNamedObserve : Model
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

    private static void Observe(string a, UnitOfMeasure b, Expr c) { }
}
