using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Immunity is lost at a constant rate, so an infection can settle: SIRS with importation and reported new cases.
/// Hethcote 1976, Math. Biosci. 28:335, doi:10.1016/0025-5564(76)90132-2; figure 1 of Bjørnstad et al. 2020, Nat. Methods 17:557,
/// doi:10.1038/s41592-020-0856-2, without latency, births and deaths.
/// For infections that come again within years.
/// </summary>
public sealed class SirsWaning : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // immune

    readonly Neural beta = new(PerDay, 0.02, 1) { Role = Role.Transmission };
    readonly Learned gamma = new(PerDay, 1 / 14.0, 1 / 2.0);
    readonly Learned waning = new(PerDay, 1 / 1500.0, 1 / 60.0);   // one over the duration of immunity
    readonly Learned importHazard = new(PerDay, 1e-9, 1e-5) { Role = Role.Importation };   // infections caught elsewhere
    readonly Learned reported = new(Fraction, 0.02, 0.8) { Role = Role.Reporting };
    readonly Learned infected0 = new(Fraction, 1e-7, 1e-2);
    readonly Learned immune0 = new(Fraction, 1e-3, 0.9);

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr force = Let("force_of_infection", beta * I / (S + I + R) + importHazard);

        Flow infection = Flow(S, I, force);
        Flow(I, R, gamma);
        Flow(R, S, waning);

        Start(I, infected0 * population);
        Start(R, immune0 * population);
        StartRest(S, population);

        Observe("cases", People, reported * Incidence(infection));
    }
}
