// expect: NG0004 at 11
// expect: NG0004 at 12
using NimmGen;
using static NimmGen.Units;

public sealed class NotReadonly : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    Compartment R = new(People);
    Learned gamma = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));

        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
