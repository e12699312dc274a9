using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// MSEIR: newborns of immune mothers are protected for some months. Hethcote 2000, SIAM Rev. 42:599, doi:10.1137/S0036144500371907,
/// equations 4.1 to 4.6, with a population that neither grows nor shrinks. For childhood infections where age is not in the data.
/// </summary>
public sealed class Mseir : Model
{
    readonly Compartment M = new(People);   // protected by the mother's antibodies
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment E = new(People);   // infected, not yet infectious
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Learned beta = new(PerDay, 0.2, 4) { Role = Role.Transmission };   // transmission rate
    readonly Constant maternal = new(PerDay, 1 / 180.0);       // one over the time that antibodies protect
    readonly Constant sigma = new(PerDay, 1 / 14.0);           // one over the latent period
    readonly Constant gamma = new(PerDay, 1 / 7.0);            // one over the infectious period
    readonly Constant turnover = new(PerYear, 1 / 70.0);       // birth rate, equal to the death rate
    readonly Learned susceptible0 = new(Fraction, 0.02, 0.5);  // susceptible share at the start
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);    // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr living = M + S + E + I + R;

        Inflow(M, turnover * (living - S));   // mothers who are not susceptible
        Inflow(S, turnover * S);
        Flow(M, S, maternal);
        Flow infection = Flow(S, E, beta * I / living);
        Flow(E, I, sigma);
        Flow(I, R, gamma);
        Outflow([M, S, E, I, R], turnover);

        Start(M, 0);
        Start(S, susceptible0 * population);
        Start(E, infected0 * population);
        Start(I, infected0 * population);
        StartRest(R, population);

        Observe("cases", People, Incidence(infection));
    }
}
