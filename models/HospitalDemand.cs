using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// COVID-19 and the beds it needs: SEIR, a share to hospital, a share of these to intensive care. Structure and stays after Walker et
/// al. 2020, Science 369:413, doi:10.1126/science.abc0035, without ages. For occupancy by day beside admissions by day.
/// </summary>
public sealed class HospitalDemand : Model
{
    readonly Compartment S = new(People);              // susceptible
    readonly Compartment E = new(People, stages: 2);   // infected, not yet infectious
    readonly Compartment I = new(People);              // infectious, at home
    readonly Compartment H = new(People);              // on the ward
    readonly Compartment C = new(People);              // in intensive care
    readonly Compartment R = new(People);              // recovered
    readonly Compartment D = new(People);              // dead

    readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };   // transmission rate
    readonly Constant sigma = new(PerDay, 1 / 4.6);            // one over the latent period
    readonly Constant gamma = new(PerDay, 1 / 5.0);            // one over the infectious period
    readonly Learned severe = new(Fraction, 0.005, 0.15);      // share of infections that needs hospital
    readonly Learned critical = new(Fraction, 0.05, 0.5);      // share of patients that needs intensive care
    readonly Learned fatality = new(Fraction, 0.1, 0.8);       // in intensive care
    readonly Constant wardStay = new(PerDay, 1 / 8.0);         // one over the days on the ward
    readonly Constant criticalStay = new(PerDay, 1 / 10.0);    // one over the days in intensive care
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);    // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr living = S + E + I + H + C + R;

        Flow(S, E, beta * I / living);
        Flow(E, I, sigma);
        (Flow admission, _) = Split(I, gamma, to: H, fraction: severe, rest: R);
        Split(H, wardStay, to: C, fraction: critical, rest: R);
        (Flow death, _) = Split(C, criticalStay, to: D, fraction: fatality, rest: R);

        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(H, 0);
        Start(C, 0);
        Start(R, 0);
        Start(D, 0);
        StartRest(S, population);

        Observe("admissions", People, Incidence(admission));
        Observe("icu_occupancy", People, C);
        Observe("deaths", People, Incidence(death));
    }
}
