using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Two strains with partial cross-immunity, by the history of infection. Castillo-Chavez et al. 1989, J. Math. Biol. 27:233,
/// doi:10.1007/BF00275810, without ages; Keeling and Rohani 2008, Modeling Infectious Diseases in Humans and Animals, program 4.1
/// without births and with second infections as infectious as first ones. For two variants that are counted apart; each protects
/// against the other in part.
/// </summary>
public sealed class TwoStrains : Model
{
    readonly Compartment S = new(People);     // susceptible to both
    readonly Compartment I1 = new(People);    // infectious with strain 1, first infection
    readonly Compartment I2 = new(People);    // infectious with strain 2, first infection
    readonly Compartment R1 = new(People);    // recovered from strain 1
    readonly Compartment R2 = new(People);    // recovered from strain 2
    readonly Compartment J1 = new(People);    // infectious with strain 1 after strain 2
    readonly Compartment J2 = new(People);    // infectious with strain 2 after strain 1
    readonly Compartment R = new(People);     // recovered from both

    readonly Learned beta1 = new(PerDay, 0.1, 1) { Role = Role.Transmission };   // transmission rate of strain 1
    readonly Learned beta2 = new(PerDay, 0.1, 1) { Role = Role.Transmission };   // transmission rate of strain 2
    readonly Learned crossSusceptibility = new(Fraction, 0, 1);   // to one strain after the other
    readonly Constant gamma = new(PerDay, 1 / 5.0);               // recovery rate
    readonly Learned infected1 = new(Fraction, 1e-6, 1e-2);       // share infectious with strain 1 at the start
    readonly Learned infected2 = new(Fraction, 1e-6, 1e-2);       // share infectious with strain 2 at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr living = S + I1 + I2 + R1 + R2 + J1 + J2 + R;
        Expr force1 = Let("force1", beta1 * (I1 + J1) / living);
        Expr force2 = Let("force2", beta2 * (I2 + J2) / living);

        Flow first1 = Flow(S, I1, force1);
        Flow first2 = Flow(S, I2, force2);
        Flow(I1, R1, gamma);
        Flow(I2, R2, gamma);
        Flow second2 = Flow(R1, J2, crossSusceptibility * force2);
        Flow second1 = Flow(R2, J1, crossSusceptibility * force1);
        Flow(J1, R, gamma);
        Flow(J2, R, gamma);

        Start(I1, infected1 * population);
        Start(I2, infected2 * population);
        Start(R1, 0);
        Start(R2, 0);
        Start(J1, 0);
        Start(J2, 0);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases_1", People, Incidence(first1) + Incidence(second1));
        Observe("cases_2", People, Incidence(first2) + Incidence(second2));
    }
}
