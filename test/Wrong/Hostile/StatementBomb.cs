// expect: NG0001 at 15
// Ten thousand statements.
using NimmGen;
using static NimmGen.Units;

public sealed class StatementBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        for (int i = 0; i < 5000; i++)
        {
            Let($"x{i}", beta);
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
