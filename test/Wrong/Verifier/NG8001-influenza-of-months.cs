// expect: NG8001 at 12
using NimmGen;
using static NimmGen.Units;

/// <summary>Influenza that lasts for months.</summary>
public sealed class InfluenzaOfMonths : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Compartment R = new(People);
    readonly Neural beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };
    readonly Learned gamma = new(PerDay, 1 / 200.0, 1 / 60.0);
    readonly Constant infected0 = new(Fraction, 1e-4);
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, beta * I / (S + I + R));
        Flow(I, R, gamma);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Observe("cases", People, Incidence(infection));
    }
}
