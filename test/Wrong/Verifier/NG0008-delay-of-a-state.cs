// expect: NG0008 at 16
using NimmGen;
using static NimmGen.Units;

public sealed class DelayOfAState : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Compartment R = new(People);
    readonly Neural beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, beta * Delay(I, mean: 5 * Days) / (S + I + R));
        Flow(I, R, 0.2 * PerDay);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Observe("cases", People, Incidence(infection));
    }
}
