// expect: NG0001 at 15
using NimmGen;
using static NimmGen.Units;

public sealed class EndlessLoop : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        int n = 1;
        for (int i = 0; i < 10; i += 0)
        {
            n = 1 - n;
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
