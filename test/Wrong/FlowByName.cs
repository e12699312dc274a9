// expect: NG0002 at 15
// expect: NG0002 at 15
using NimmGen;
using static NimmGen.Units;

public sealed class FlowByName : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Flow("I", "S", beta);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
