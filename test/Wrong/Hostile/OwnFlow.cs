// expect: NG0001 at 21
// expect: NG0007 at 21
// A method that hides a statement.
using NimmGen;
using static NimmGen.Units;

public sealed class OwnFlow : Model
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

    private Flow Flow(Compartment a, Compartment b, Expr c) => null;
}
