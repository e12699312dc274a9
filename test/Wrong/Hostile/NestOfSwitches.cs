// expect: NG0001 at 15
// Switches in switches.
using NimmGen;
using static NimmGen.Units;

public sealed class NestOfSwitches : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        int x = 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 switch { _ => 1 } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } };
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
