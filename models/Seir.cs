using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Susceptible, exposed, infectious, recovered, with transmission that varies in time; reported new cases observed.
/// Anderson and May 1991, Infectious Diseases of Humans, Oxford University Press; Keeling and Rohani 2008, Modeling Infectious
/// Diseases in Humans and Animals, program 2.6 without births and deaths; time-varying transmission as in
/// Chowell et al. 2004, J. Theor. Biol. 229:119, doi:10.1016/j.jtbi.2004.03.006.
/// For weeks or months of reported cases of an infection with a latent period.
/// </summary>
public sealed class Seir : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };   // transmission rate
    readonly Constant sigma = new(PerDay, 1 / 3.0);   // one over the latent period
    readonly Learned gamma = new(PerDay, 1 / 10.0, 1 / 3.0);   // one over the infectious period
    readonly Learned reported = new(Fraction, 0.05, 0.8) { Role = Role.Reporting };   // share of infections that is reported
    readonly Learned infected0 = new(Fraction, 1e-7, 1e-3);

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow(S, E, beta * I / (S + E + I + R));
        Flow onset = Flow(E, I, sigma);
        Flow(I, R, gamma);

        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, reported * Incidence(onset));
    }
}
