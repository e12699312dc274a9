// expect: NG0001 at 17
using NimmGen;
using static NimmGen.Units;

public sealed class DeepTerm : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Expr x = beta;
        for (int i = 0; i < 5000; i++)
        {
            x = x * beta;
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
