using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Cholera from person to person and through water. Tien and Earn 2010, Bull. Math. Biol. 72:1506, doi:10.1007/s11538-010-9507-6,
/// equations 2.1, with the water's bacteria measured in infected people who would shed them. For outbreaks with a slow and a fast way.
/// </summary>
public sealed class CholeraWater : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered
    readonly Quantity W = new(Fraction);    // bacteria in the water, scaled to the share of infected people that sustains them

    readonly Learned direct = new(PerDay, 0.01, 1) { Role = Role.Transmission };      // from person to person
    readonly Learned byWater = new(PerDay, 0.01, 1) { Role = new Role("water") };     // through water
    readonly Constant gamma = new(PerDay, 1 / 4.0);            // recovery rate
    readonly Learned decay = new(PerDay, 1 / 100.0, 1 / 3.0);  // of bacteria in the water
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);    // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr prevalence = Let("prevalence", I / (S + I + R));
        Flow infection = Flow(S, I, direct * prevalence + byWater * Max(0, W));
        Flow(I, R, gamma);
        Rate(W, decay * (prevalence - W));

        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Start(W, 0);

        Observe("cases", People, Incidence(infection));
    }
}
