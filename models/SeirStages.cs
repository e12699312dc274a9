using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// SEIR whose latent and infectious periods are Erlang distributed: fewer very short and very long stays than exponential ones.
/// Wearing, Rohani and Keeling 2005, PLoS Med. 2:e174, doi:10.1371/journal.pmed.0020174, equations 1 to 5. For outbreaks whose periods are known:
/// their growth gives a larger reproduction number than with Seir.
/// </summary>
public sealed class SeirStages : Model
{
    readonly Compartment S = new(People);              // susceptible
    readonly Compartment E = new(People, stages: 3);   // infected, not yet infectious
    readonly Compartment I = new(People, stages: 4);   // infectious
    readonly Compartment R = new(People);              // recovered

    readonly Learned beta = new(PerDay, 0.1, 3) { Role = Role.Transmission };   // transmission rate
    readonly Constant sigma = new(PerDay, 1 / 4.0);           // one over the latent period
    readonly Learned gamma = new(PerDay, 1 / 14.0, 1 / 2.0);  // one over the infectious period
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);   // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, E, beta * I / (S + E + I + R));
        Flow(E, I, sigma);
        Flow(I, R, gamma);

        Start(E, 0);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Incidence(infection));
    }
}
