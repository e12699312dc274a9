using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// SEIR in places that commute: residents meet the prevalence of where they are. Keeling and Rohani 2008, Modeling Infectious Diseases
/// in Humans and Animals, section 7.2, with commuting fast beside the infection (Keeling and Rohani 2002, Ecol. Lett. 5:20,
/// doi:10.1046/j.1461-0248.2002.00268.x). For panels with a mobility matrix.
/// </summary>
public sealed class MetapopulationSeir : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Matrix mobility = new(Fraction, Location);   // share of time of the row's residents in the column's place
    readonly Learned beta = new(PerDay, 0.05, 2) { Role = Role.Transmission };   // transmission rate
    readonly Constant sigma = new(PerDay, 1 / 3.0);           // one over the latent period
    readonly Learned gamma = new(PerDay, 1 / 10.0, 1 / 2.0);  // recovery rate
    readonly Learned infected0 = new(Fraction, 1e-7, 1e-2, per: Location);   // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        // Prevalence among those present in a place, then what each place's residents meet where they go.
        Expr present = MixBack(mobility, I) / MixBack(mobility, population);
        Flow infection = Flow(S, E, beta * Mix(mobility, present));
        Flow(E, I, sigma);
        Flow(I, R, gamma);

        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Incidence(infection));
    }
}
