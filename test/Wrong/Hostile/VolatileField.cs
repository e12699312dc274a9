// expect: NG0001 at 12
// expect: NG0001 at 12
// A field for threads.
using NimmGen;
using static NimmGen.Units;

public sealed class VolatileField : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    volatile int n = 1;

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
