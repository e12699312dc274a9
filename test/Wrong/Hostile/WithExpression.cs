// expect: NG0001 at 15
// A copy with a change.
using NimmGen;
using static NimmGen.Units;

public sealed class WithExpression : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        var r = Role.Transmission with { };
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
