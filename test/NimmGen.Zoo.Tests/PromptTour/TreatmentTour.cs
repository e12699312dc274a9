using NimmGen;
using static NimmGen.Units;

namespace Tours;

/// <summary>What the page for authors says of quantities, closures, doses and scatter.</summary>
public sealed class TreatmentTour : Model
{
    readonly Quantity V = new(CubicCentimeter);   // tumour volume
    readonly Quantity W = new(Kilogram);          // body weight
    readonly Compartment C = new(Milligram);      // drug

    readonly Learned growth = new(PerDay, 1e-3, 0.05);
    readonly Learned capacity = new(CubicCentimeter, 1000, 30000);
    readonly Closure kill = new(PerDay, 0, 0.2, hidden: 8) { Role = Role.Treatment };
    readonly Learned slope = new(PerDay, 1e-3, 0.5) { Role = new Role("chemotherapy") };
    readonly Learned half = new(Milligram, 0.1, 50);
    readonly Learned elimination = new(PerDay, 0.05, 2);
    readonly Learned sd = new(CubicCentimeter, 0.1, 100);
    readonly Learned scatter = new(One, 0.01, 1);
    readonly Input chemoDose = new(Milligram / Day, min: 0, max: 10);
    readonly Input radioDose = new(Gray, min: 0, max: 4);
    readonly Learned sensitivity = new(PerDay / Gray, 1e-3, 0.5);
    readonly Input volume0 = new(CubicCentimeter, min: 1, max: 1000);

    protected override void Define()
    {
        Inflow(C, chemoDose);
        Outflow(C, elimination);
        Growth(V, growth * Log(capacity / V) - kill.Of(V / capacity) - slope * Hill(C, half, 2) - sensitivity * radioDose);
        Rate(W, 0.01 * Kilogram * PerDay * (1 + Sin(0.1 * Time / Days) * Cos(0.2 * Time / Days)) * Max(0, 1 - Sqrt(Pow(W / (90 * Kilogram), 2))));

        Start(V, volume0);
        Start(W, 70 * Kilogram);
        Start(C, 0);
        Solver(Scheme.RungeKutta4, subSteps: 2);

        Observe("tumour_volume", CubicCentimeter, V, noise: Gaussian(sd));
        Observe("drug", Milligram, C, noise: LogNormal(scatter));
        Observe("weight", Kilogram, W);
    }
}
