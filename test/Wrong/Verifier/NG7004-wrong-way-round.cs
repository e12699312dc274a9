// expect: NG7004 at 10
using NimmGen;
using static NimmGen.Units;

public sealed class WrongWayRound : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Compartment R = new(People);
    readonly Neural distance = new(One, 0.5, 2) { Role = Role.Transmission };
    readonly Constant gamma = new(PerDay, 0.2);
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
    readonly Constant beta = new(PerDay, 0.8);
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, beta / distance * I / (S + I + R));
        Flow(I, R, gamma);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Observe("cases", People, Incidence(infection));
    }
}
