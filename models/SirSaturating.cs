using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// SIR whose force of infection saturates, as people avoid contact while many are ill. Capasso and Serio 1978, Math. Biosci. 42:43,
/// doi:10.1016/0025-5564(78)90006-8, equation 1 with g(I) = beta I / (1 + I / half). For outbreaks that bend down earlier than SIR does.
/// </summary>
public sealed class SirSaturating : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Learned beta = new(PerDay, 0.1, 3) { Role = Role.Transmission };   // transmission rate while few are ill
    readonly Learned gamma = new(PerDay, 1 / 14.0, 1 / 2.0);   // recovery rate
    readonly Learned half = new(Fraction, 1e-3, 0.5);          // infectious share at which contact is halved
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);    // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr prevalence = Let("prevalence", I / (S + I + R));
        Flow infection = Flow(S, I, beta * prevalence / (1 + prevalence / half));
        Flow(I, R, gamma);

        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Incidence(infection));
    }
}
