using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Measles before vaccination: SEIR with births, deaths and a yearly wave of contact. Dietz 1976, Lect. Notes Biomath. 11:1,
/// doi:10.1007/978-3-642-93048-5_1; rates as in Earn et al. 2000, Science 287:667, doi:10.1126/science.287.5453.667. Keeling and
/// Rohani 2008, Modeling Infectious Diseases in Humans and Animals, program 2.6 with the wave of program 5.1. For some years of
/// weekly or monthly cases with a season.
/// </summary>
public sealed class SeirSeasonal : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Learned beta = new(PerDay, 0.5, 5) { Role = Role.Transmission };   // mean transmission rate
    readonly Learned amplitude = new(One, 0, 0.4);             // of the yearly wave
    readonly Constant peak = new(Days, 15);                    // day of most contact, from the first row
    readonly Constant sigma = new(PerDay, 1 / 8.0);            // one over the latent period
    readonly Constant gamma = new(PerDay, 1 / 5.0);            // one over the infectious period
    readonly Constant turnover = new(PerYear, 1 / 50.0);       // birth rate, equal to the death rate
    readonly Learned susceptible0 = new(Fraction, 0.02, 0.3);  // susceptible share at the start
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);    // latent share at the start, and infectious share

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr living = S + E + I + R;

        Inflow(S, turnover * living);
        Flow infection = Flow(S, E, beta * Season(amplitude, peak) * I / living);
        Flow(E, I, sigma);
        Flow(I, R, gamma);
        Outflow([S, E, I, R], turnover);

        Start(S, susceptible0 * population);
        Start(E, infected0 * population);
        Start(I, infected0 * population);
        StartRest(R, population);

        Observe("cases", People, Incidence(infection));
    }
}
