// expect: NG1001 at 18
using NimmGen;
using static NimmGen.Units;

public sealed class SumOfUnits : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Compartment R = new(People);
    readonly Neural beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };
    readonly Learned gamma = new(PerDay, 0.05, 0.5);
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, beta * I / (S + I + R));
        Flow(I, R, gamma + 0.2);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Observe("cases", People, Incidence(infection));
    }
}
