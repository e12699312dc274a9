// expect: NG0001 at 18
// A term that doubles with each turn.
using NimmGen;
using static NimmGen.Units;

public sealed class TermBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Expr x = beta;
        for (int i = 0; i < 60; i++)
        {
            x = x * x;
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
