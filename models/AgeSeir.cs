using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// An epidemic in age groups that meet as a contact matrix says: susceptible, exposed in two stages, infectious, recovered.
/// Groups by contact matrix as in Mossong et al. 2008, PLoS Med. 5:e74, doi:10.1371/journal.pmed.0050074; stages by the linear
/// chain trick (Lloyd 2001, Theor. Popul. Biol. 60:59, doi:10.1006/tpbi.2001.1525). The infection is program 3.4 of Keeling and
/// Rohani 2008, Modeling Infectious Diseases in Humans and Animals, without births and ageing. For data with a matrix between 16
/// groups of five years; where ages do not matter, take Seir.
/// </summary>
public sealed class AgeSeir : Model
{
    static readonly Axis Age = new(
        "00-05", "05-10", "10-15", "15-20", "20-25", "25-30", "30-35", "35-40",
        "40-45", "45-50", "50-55", "55-60", "60-65", "65-70", "70-75", "75+");

    readonly Compartment S = new(People, Age);             // susceptible
    readonly Compartment E = new(People, Age, stages: 2);   // infected, not yet infectious
    readonly Compartment I = new(People, Age);             // infectious
    readonly Compartment R = new(People, Age);             // recovered

    readonly Matrix contacts = new(One, Age);              // share of contacts, columns of one group
    readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };   // transmission rate
    readonly Constant sigma = new(PerDay, 1 / 4.0);        // one over the latent period
    readonly Learned gamma = new(PerDay, 1 / 10.0, 1 / 3.0);   // one over the infectious period
    readonly Learned reported = new(Fraction, 0.02, 0.8) { Role = Role.Reporting };   // share of infections that is reported
    readonly Learned infected0 = new(Fraction, 1e-7, 1e-3);   // infected share at the start

    readonly Input population = new(People, Age, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, E, beta * Mix(contacts, I / population));
        Flow(E, I, sigma);
        Flow(I, R, gamma);

        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, reported * Sum(Incidence(infection), over: Age));
    }
}
