// expect: NG0001 at 15
// Writes into the protocol of the worker.
using NimmGen;
using static NimmGen.Units;

public sealed class ConsoleWrite : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Console.WriteLine("accepted");
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
