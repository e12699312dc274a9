using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// SEIR whose force of infection is a power of the prevalence, for contacts that do not mix at random. Liu, Hethcote and Levin 1987,
/// J. Math. Biol. 25:359, doi:10.1007/BF00277162, with p below or about one. For outbreaks whose growth slows before susceptibles are
/// short; a power below one lets every introduction grow.
/// </summary>
public sealed class SeirPowerIncidence : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Learned beta = new(PerDay, 0.05, 2) { Role = Role.Transmission };   // transmission rate
    readonly Learned power = new(One, 0.6, 1.1);               // exponent of the prevalence
    readonly Constant sigma = new(PerDay, 1 / 3.0);            // one over the latent period
    readonly Constant gamma = new(PerDay, 1 / 5.0);            // one over the infectious period
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);    // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, E, beta * Pow(I / (S + E + I + R), power));
        Flow(E, I, sigma);
        Flow(I, R, gamma);

        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Incidence(infection));
    }
}
