using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Ebola with transmission in the community, in hospital and at funerals. Legrand et al. 2007, Epidemiol. Infect. 135:610,
/// doi:10.1017/S0950268806007217, table 2, reduced to one death probability, with the living as denominator. For outbreaks where
/// hospital and burial can be acted on apart.
/// </summary>
public sealed class EbolaFuneral : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment I = new(People);   // infectious in the community
    readonly Compartment H = new(People);   // in hospital
    readonly Compartment F = new(People);   // dead, not yet buried
    readonly Compartment R = new(People);   // recovered
    readonly Compartment D = new(People);   // buried

    readonly Learned beta = new(PerDay, 0.05, 1) { Role = Role.Transmission };   // transmission rate in the community
    readonly Constant inHospital = new(One, 0.3);              // infectiousness in hospital, relative to the community
    readonly Constant atFuneral = new(One, 1.5);               // infectiousness at funerals, relative to the community
    readonly Constant sigma = new(PerDay, 1 / 7.0);            // one over the latent period
    readonly Constant admission = new(PerDay, 1 / 5.0);        // one over the time from onset to hospital
    readonly Constant communityStay = new(PerDay, 1 / 10.0);   // one over the time from onset to outcome, not in hospital
    readonly Constant hospitalStay = new(PerDay, 1 / 5.0);     // one over the time in hospital
    readonly Constant burial = new(PerDay, 1 / 2.0);           // one over the time from death to burial
    readonly Learned fatality = new(Fraction, 0.3, 0.9);
    readonly Learned infected0 = new(Fraction, 1e-7, 1e-4);    // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr living = S + E + I + H + R;
        Expr infectious = Let("infectious", I + inHospital * H + atFuneral * F);

        Flow(S, E, beta * infectious / living);
        Flow onset = Flow(E, I, sigma);
        Flow(I, H, admission);
        (Flow deathAtHome, _) = Split(I, communityStay, to: F, fraction: fatality, rest: R);
        (Flow deathInHospital, _) = Split(H, hospitalStay, to: F, fraction: fatality, rest: R);
        Flow(F, D, burial);

        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(H, 0);
        Start(F, 0);
        Start(R, 0);
        Start(D, 0);
        StartRest(S, population);

        Observe("cases", People, Incidence(onset));
        Observe("deaths", People, Incidence(deathAtHome) + Incidence(deathInHospital));
    }
}
