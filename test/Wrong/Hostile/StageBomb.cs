// expect: NG0006 at 11
// A compartment of a billion stages.
using NimmGen;
using static NimmGen.Units;

public sealed class StageBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    readonly Compartment E = new(People, stages: 1000000000);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
