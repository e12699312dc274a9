// expect: NG0001 at 14
using NimmGen;
using static NimmGen.Units;

public sealed class ManyStatements : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        for (int i = 0; i < 5000; i++)
        {
            Flow(I, S, 0.1 * PerDay);
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
