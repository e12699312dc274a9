using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// SIRI: who has recovered can be infected again, less easily. Gomes, White and Medley 2004, J. Theor. Biol. 228:539,
/// doi:10.1016/j.jtbi.2004.02.015, equation 1 with partial susceptibility. For infections with leaky immunity; where immunity is lost
/// with time, take SirsWaning.
/// </summary>
public sealed class SiriPartialImmunity : Model
{
    readonly Compartment S = new(People);   // never infected
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered, partly protected

    readonly Learned beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };   // transmission rate
    readonly Learned susceptibility = new(Fraction, 0, 1);     // of the recovered, relative to who was never infected
    readonly Learned gamma = new(PerDay, 1 / 20.0, 1 / 3.0);   // recovery rate
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);    // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr force = Let("force", beta * I / (S + I + R));
        Flow infection = Flow(S, I, force);
        Flow reinfection = Flow(R, I, susceptibility * force);
        Flow(I, R, gamma);

        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Incidence(infection) + Incidence(reinfection));
    }
}
