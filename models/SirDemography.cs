using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// SIR with births and deaths that balance: an infection that stays. Keeling and Rohani 2008, Modeling Infectious Diseases in Humans
/// and Animals, equations 2.13 to 2.15. For years of data on an endemic infection; for one outbreak, take Sir.
/// </summary>
public sealed class SirDemography : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Learned beta = new(PerDay, 0.1, 3) { Role = Role.Transmission };   // transmission rate
    readonly Learned gamma = new(PerDay, 1 / 20.0, 1 / 3.0);    // recovery rate
    readonly Constant turnover = new(PerYear, 1 / 70.0);        // birth rate, equal to the death rate
    readonly Learned susceptible0 = new(Fraction, 0.02, 0.5);   // susceptible share at the start
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);     // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr living = S + I + R;

        Inflow(S, turnover * living);
        Flow infection = Flow(S, I, beta * I / living);
        Flow(I, R, gamma);
        Outflow([S, I, R], turnover);

        Start(S, susceptible0 * population);
        Start(I, infected0 * population);
        StartRest(R, population);

        Observe("cases", People, Incidence(infection));
    }
}
