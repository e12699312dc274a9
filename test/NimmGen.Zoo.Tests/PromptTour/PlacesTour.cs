using NimmGen;
using static NimmGen.Units;

namespace Tours;

/// <summary>What the page for authors says of places, cadences, waves, lags and noise.</summary>
public sealed class PlacesTour : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment I = new(People);   // infectious
    readonly Compartment R = new(People);   // recovered

    readonly Matrix mobility = new(Fraction, Location);
    readonly Neural beta = new(PerDay, 0.05, 1.5, smooth: 0.15, pooled: true) { Role = Role.Transmission };
    readonly Neural drift = new(One, 0.8, 1.25, every: Every.Weeks(4), per: Global);
    readonly Neural daily = new(One, 0.9, 1.1, every: Every.Step);
    readonly Neural level = new(Fraction, 0.01, 1, every: Every.Never) { Role = Role.Reporting };
    readonly Learned gamma = new(PerDay, 0.1, 0.5, per: Location);
    readonly Learned amplitude = new(One, 0, 0.4);
    readonly Learned peak = new(Days, 1, 365);
    readonly Learned fall = new(One, 0.1, 0.9);
    readonly Learned late = new(Weeks, 0.3, 1.7);
    readonly Learned size = new(One, 1, 100);
    readonly Input mobilityParks = new(Percent, min: -100, max: 200);
    readonly Learned infected0 = new(Fraction, 1e-7, 1e-3);
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Expr present = MixBack(mobility, I) / MixBack(mobility, population);
        Expr closed = 1 - fall * Step(200 * Days) * (1 - Ramp(230 * Days, 260 * Days));
        Expr outside = Exp(Tanh(Min(mobilityParks / (100 * Percent), 1)));
        Expr force = Let("forceOfInfection", beta * drift * daily * closed * outside * Season(amplitude, peak) * Mix(mobility, present));
        Flow infection = Flow(S, I, force);
        Flow(I, R, gamma);

        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Solver(Scheme.RungeKutta4, subSteps: 4);

        Observe("cases", People, level * Delay(Incidence(infection), mean: late, sd: late / 2), noise: NegativeBinomial(size));
        Observe("all_cases", People, Smooth(Sum(Incidence(infection), over: Location), 7), noise: Poisson());
    }
}
