// expect: NG0002 at 15
// expect: NG0002 at 16
using NimmGen;
using static NimmGen.Units;

public sealed class UnknownName : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Flow(I, S, gamma);
        Observe("late", People, Late(I, 4 * Days));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
