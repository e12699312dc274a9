using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// COVID-19 with infections that nobody reports and that infect less. Li et al. 2020, Science 368:489, doi:10.1126/science.abb3221,
/// equations S1 to S5 for one place. For early outbreaks; the share that is reported and the rate of transmission are told apart only
/// once susceptibles run short or another source says how many were infected.
/// </summary>
public sealed class UnreportedInfections : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment A = new(People);   // infectious, to be reported
    readonly Compartment U = new(People);   // infectious, never reported
    readonly Compartment R = new(People);   // recovered

    readonly Learned beta = new(PerDay, 0.3, 1.5) { Role = Role.Transmission };   // transmission rate of those to be reported
    readonly Constant relative = new(One, 0.55);               // transmission by the unreported, relative
    readonly Constant latent = new(Days, 3.7);                 // latent period
    readonly Constant infectious = new(Days, 3.5);             // infectious period
    readonly Learned ascertained = new(Fraction, 0.02, 0.9) { Role = Role.Reporting };   // share of infections to be reported
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-3);    // latent share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow(S, E, beta * (A + relative * U) / (S + E + A + U + R));
        (Flow onset, _) = Split(E, 1 / latent, to: A, fraction: ascertained, rest: U);
        Flow(A, R, 1 / infectious);
        Flow(U, R, 1 / infectious);

        Start(E, infected0 * population);
        Start(A, 0);
        Start(U, 0);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Incidence(onset));
    }
}
