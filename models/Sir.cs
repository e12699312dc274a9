using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Susceptible, infectious, recovered: an outbreak in a closed population, prevalence observed.
/// Kermack and McKendrick 1927, Proc. R. Soc. Lond. A 115:700, doi:10.1098/rspa.1927.0118, with constant rates:
/// Hethcote 2000, SIAM Rev. 42:599, doi:10.1137/S0036144500371907, equations 2.2.
/// For one outbreak in a closed population.
/// </summary>
public sealed class Sir : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Learned beta = new(PerDay, 0.1, 5) { Role = Role.Transmission };   // transmission rate
    readonly Learned gamma = new(PerDay, 1 / 14.0, 1);   // recovery rate
    readonly Learned infected0 = new(Fraction, 1e-4, 1e-2);   // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I + R));
        Flow(I, R, gamma);

        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, I);
    }
}
