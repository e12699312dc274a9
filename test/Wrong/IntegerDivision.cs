// expect: NG0005 at 11
// expect: NG0005 at 16
using NimmGen;
using static NimmGen.Units;

public sealed class IntegerDivision : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    readonly Constant gamma = new(PerDay, 1 / 10);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Flow(I, S, 1 / 7 * PerDay);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
