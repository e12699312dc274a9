// expect: NG0004 at 17
// Symbols without end.
using NimmGen;
using static NimmGen.Units;

public sealed class DeclarationInLoop : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        for (int i = 0; i < 3; i++)
        {
            Compartment c = new(People);
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
