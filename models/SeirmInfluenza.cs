using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Influenza in US states: SEIRM with importation, weekly reported influenza-like illness.
/// Shaman and Karspeck 2012, PNAS 109:20425, doi:10.1073/pnas.1208772109; latent and infectious periods as in
/// Carrat et al. 2008, Am. J. Epidemiol. 167:775, doi:10.1093/aje/kwm375.
/// For weekly panels of states.
/// </summary>
public sealed class SeirmInfluenza : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered
    readonly Compartment M = new(People);   // dead

    readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };
    readonly Learned reported = new(Fraction, 0.001, 0.3) { Role = Role.Reporting };
    readonly Constant sigma = new(PerDay, 1 / 2.0);
    readonly Learned gamma = new(PerDay, 1 / 10.0, 1 / 2.0);
    readonly Constant fatality = new(Fraction, 0.001);
    readonly Learned imports = new(People / Day, 0, 50) { Role = Role.Importation };
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-3);

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr living = S + E + I + R;

        Flow infection = Flow(S, E, beta * I / living);
        Flow(E, I, sigma);
        Split(I, gamma, to: M, fraction: fatality, rest: R);
        Inflow(E, imports);

        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(R, 0 * population);
        Start(M, 0 * population);
        StartRest(S, population);

        Observe("ili_cases", People, reported * Incidence(infection));
    }
}
