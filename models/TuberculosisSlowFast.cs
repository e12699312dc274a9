using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Tuberculosis: a small share of the infected falls ill at once, the others years later or never. Blower et al. 1995, Nat. Med. 1:815,
/// doi:10.1038/nm0895-815, the simple model; Sumner and White 2020, BMC Infect. Dis. 20, doi:10.1186/s12879-020-05592-5, model 3
/// without reinfection and preventive therapy. For yearly notifications over decades.
/// </summary>
public sealed class TuberculosisSlowFast : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment L = new(People);   // latently infected
    readonly Compartment T = new(People);   // active tuberculosis

    readonly Learned beta = new(PerYear, 2, 30) { Role = Role.Transmission };   // infections by one case a year
    readonly Learned fast = new(Fraction, 0.01, 0.2);             // share that falls ill at once
    readonly Constant reactivation = new(PerYear, 0.00256);       // from latent to active
    readonly Constant fatality = new(PerYear, 0.139);             // death by tuberculosis
    readonly Constant recovery = new(PerYear, 0.5);               // back to latent, by treatment
    readonly Constant turnover = new(PerYear, 1 / 70.0);          // birth rate, and death rate by other causes
    readonly Learned latent0 = new(Fraction, 0.05, 0.5);          // latent share at the start
    readonly Learned active0 = new(Fraction, 1e-4, 1e-2);         // active share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr living = S + L + T;

        Inflow(S, turnover * living);
        (Flow primary, _) = Split(S, beta * T / living, to: T, fraction: fast, rest: L);
        Flow reactivated = Flow(L, T, reactivation);
        Flow(T, L, recovery);
        Outflow(T, fatality);
        Outflow([S, L, T], turnover);

        Start(L, latent0 * population);
        Start(T, active0 * population);
        StartRest(S, population);

        Observe("notifications", People, Incidence(primary) + Incidence(reactivated));
    }
}
