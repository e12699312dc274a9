// expect: NG0001 at 15
using NimmGen;
using static NimmGen.Units;

public sealed class NestedLoops : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Expr sum = 0;
        for (int i = 0; i < 9000; i++)
        {
            for (int j = 0; j < 9000; j++)
            {
                sum = beta;
            }
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
