// expect: NG0001 at 18
// Lets that each double the one before.
using NimmGen;
using static NimmGen.Units;

public sealed class LetBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Expr x = Let("x0", beta);
        for (int i = 1; i < 40; i++)
        {
            x = Let($"x{i}", x + x);
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
