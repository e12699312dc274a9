// expect: NG0001 at 24
// A static initialiser that does not end.
using NimmGen;
using static NimmGen.Units;

public sealed class StaticFieldLoop : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    static readonly int Long = Count();

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }

    private static int Count()
    {
        int n = 0;
        for (int i = 0; i >= 0; i = 0)
        {
            n = i;
        }

        return n;
    }
}
