using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Dengue, one serotype: people SEIR, mosquitoes SEI with extrinsic incubation. Esteva and Vargas 1998, Math. Biosci. 150:131,
/// doi:10.1016/S0025-5564(98)10003-2, with latency in both as in Andraud et al. 2012, PLoS One 7:e49085,
/// doi:10.1371/journal.pone.0049085, and figure 1 of Huber et al. 2018, PLoS Negl. Trop. Dis. 12:e0006451,
/// doi:10.1371/journal.pntd.0006451. For weekly cases of one season in one city.
/// </summary>
public sealed class DengueVector : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    // Female mosquitoes for each person: dimensionless stocks.
    readonly Compartment X = new(One);      // susceptible mosquitoes
    readonly Compartment Y = new(One);      // incubating mosquitoes
    readonly Compartment Z = new(One);      // infectious mosquitoes

    readonly Learned toHuman = new(PerDay, 0.02, 0.8) { Role = Role.Transmission };   // infectious bites by a mosquito
    readonly Constant toMosquito = new(PerDay, 0.3);            // bites that infect a mosquito, while all people are infectious
    readonly Constant incubation = new(PerDay, 1 / 5.9);        // one over the intrinsic incubation
    readonly Constant recovery = new(PerDay, 1 / 5.0);
    readonly Constant extrinsic = new(PerDay, 1 / 10.0);        // one over the extrinsic incubation
    readonly Constant mosquitoDeath = new(PerDay, 1 / 14.0);
    readonly Constant mosquitoes = new(One, 2);                 // for each person
    readonly Learned reported = new(Fraction, 0.01, 0.5) { Role = Role.Reporting };   // share of infections that is reported
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-3);     // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, E, toHuman * Z);
        Flow(E, I, incubation);
        Flow(I, R, recovery);

        Inflow(X, mosquitoDeath * (X + Y + Z));
        Flow(X, Y, toMosquito * I / (S + E + I + R));
        Flow(Y, Z, extrinsic);
        Outflow([X, Y, Z], mosquitoDeath);

        Start(E, 0);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Start(Y, 0);
        Start(Z, 0);
        StartRest(X, mosquitoes);

        Observe("cases", People, reported * Incidence(infection));
    }
}
