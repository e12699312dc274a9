// expect: NG0001 at 15
// Waits for an hour.
using NimmGen;
using static NimmGen.Units;

public sealed class Sleep : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        System.Threading.Thread.Sleep(3600000);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
