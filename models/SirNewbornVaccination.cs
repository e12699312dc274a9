using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// SIR with births of whom a share is vaccinated, with full protection. Anderson and May 1982, Science 215:1053,
/// doi:10.1126/science.7063839: the infection dies out where the share is above 1 - 1/R0. Keeling and Rohani 2008, Modeling
/// Infectious Diseases in Humans and Animals, program 8.1. For long series of a childhood infection with a known coverage.
/// </summary>
public sealed class SirNewbornVaccination : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // immune

    readonly Learned beta = new(PerDay, 0.2, 3) { Role = Role.Transmission };   // transmission rate
    readonly Learned gamma = new(PerDay, 1 / 20.0, 1 / 5.0);   // recovery rate
    readonly Constant turnover = new(PerYear, 1 / 60.0);       // birth rate, equal to the death rate
    readonly Learned susceptible0 = new(Fraction, 0.02, 0.5);  // susceptible share at the start
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);    // infectious share at the start

    readonly Input population = new(People, min: 1);
    readonly Input coverage = new(Fraction, min: 0, max: 1) { Role = Role.Vaccination };

    protected override void Define()
    {
        Expr living = S + I + R;

        Inflow(S, turnover * living * (1 - coverage));
        Inflow(R, turnover * living * coverage);
        Flow infection = Flow(S, I, beta * I / living);
        Flow(I, R, gamma);
        Outflow([S, I, R], turnover);

        Start(S, susceptible0 * population);
        Start(I, infected0 * population);
        StartRest(R, population);

        Observe("cases", People, Incidence(infection));
    }
}
