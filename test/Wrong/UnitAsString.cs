// expect: NG0002 at 10
using NimmGen;
using static NimmGen.Units;

public sealed class UnitAsString : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    readonly Constant k = new("1/day", 0.5);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));

        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
