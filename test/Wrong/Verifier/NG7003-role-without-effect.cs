// expect: NG7003 at 13
using NimmGen;
using static NimmGen.Units;

public sealed class RoleWithoutEffect : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Compartment R = new(People);
    readonly Neural beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };
    readonly Learned gamma = new(PerDay, 0.05, 0.5);
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
    readonly Constant advice = new(One, 0.7) { Role = new Role("advice") };
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, beta * advice / advice * I / (S + I + R));
        Flow(I, R, gamma);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Observe("cases", People, Incidence(infection));
    }
}
