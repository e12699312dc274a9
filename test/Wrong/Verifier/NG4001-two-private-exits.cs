// expect: NG4001 at 23
using NimmGen;
using static NimmGen.Units;

public sealed class TwoPrivateExits : Model
{
    readonly Compartment S = new(People);
    readonly Compartment E = new(People);
    readonly Compartment I = new(People);
    readonly Compartment R = new(People);
    readonly Neural beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };
    readonly Constant gamma = new(PerDay, 0.2);
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
    readonly Learned sigma = new(PerDay, 0.1, 0.5);
    readonly Learned delta = new(PerDay, 0.02, 0.4);
    readonly Learned reported = new(Fraction, 0.01, 0.5);
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow(S, E, beta * I / (S + E + I + R));
        Flow onset = Flow(E, I, sigma);
        Flow(E, R, delta);
        Flow(I, R, gamma);
        Start(E, 0);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Observe("cases", People, reported * Incidence(onset));
    }
}
