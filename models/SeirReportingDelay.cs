using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// SEIR as surveillance sees it: a share is reported, late, with a weekday pattern and more scatter than counting has. Delay by a
/// gamma density as in Gostic et al. 2020, PLoS Comput. Biol. 16:e1008409, doi:10.1371/journal.pcbi.1008409; negative binomial counts
/// as in Lloyd-Smith 2007, PLoS One 2:e180, doi:10.1371/journal.pone.0000180. For daily reported cases.
/// </summary>
public sealed class SeirReportingDelay : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };   // transmission rate
    readonly Constant sigma = new(PerDay, 1 / 3.0);            // one over the latent period
    readonly Constant gamma = new(PerDay, 1 / 5.0);            // one over the infectious period
    readonly Learned reported = new(Fraction, 0.02, 0.8) { Role = Role.Reporting };   // share of infections that is reported
    readonly Constant delay = new(Days, 8);                    // from infection to report, mean
    readonly Constant delaySd = new(Days, 4);                  // and standard deviation
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-3);    // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, E, beta * I / (S + E + I + R));
        Flow(E, I, sigma);
        Flow(I, R, gamma);

        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Delay(reported * Incidence(infection), delay, delaySd), noise: NegativeBinomial(10), weekday: true);
    }
}
