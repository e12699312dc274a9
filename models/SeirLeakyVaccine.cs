using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// SEIR with a vaccine that lowers susceptibility in everyone it is given to (leaky) and whose doses a day are in the data. Halloran,
/// Haber and Longini 1992, Am. J. Epidemiol. 136:328, doi:10.1093/oxfordjournals.aje.a116498. For outbreaks during a campaign.
/// </summary>
public sealed class SeirLeakyVaccine : Model
{
    readonly Compartment S = new(People);   // susceptible, not vaccinated
    readonly Compartment V = new(People);   // vaccinated, not infected
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Learned beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };   // transmission rate
    readonly Learned efficacy = new(Fraction, 0.2, 0.99);      // of the vaccine against infection
    readonly Constant sigma = new(PerDay, 1 / 3.0);            // one over the latent period
    readonly Constant gamma = new(PerDay, 1 / 5.0);            // one over the infectious period
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);    // latent share at the start, and infectious share

    readonly Input population = new(People, min: 1);
    readonly Input doses = new(People / Day, min: 0) { Role = Role.Vaccination };

    protected override void Define()
    {
        Expr force = Let("force", beta * I / (S + V + E + I + R));
        Transfer(S, V, doses);
        Flow unvaccinated = Flow(S, E, force);
        Flow breakthrough = Flow(V, E, (1 - efficacy) * force);
        Flow(E, I, sigma);
        Flow(I, R, gamma);

        Start(V, 0);
        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Incidence(unvaccinated) + Incidence(breakthrough));
        Observe("cases_vaccinated", People, Incidence(breakthrough));
    }
}
