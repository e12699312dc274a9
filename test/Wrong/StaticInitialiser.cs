// expect: NG0001 at 10
using NimmGen;
using static NimmGen.Units;

public sealed class StaticInitialiser : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    static readonly double Clock = System.Environment.TickCount;

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));

        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
