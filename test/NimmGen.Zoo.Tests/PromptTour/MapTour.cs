using NimmGen;
using static NimmGen.Units;

namespace Tours;

/// <summary>What the page for authors says of maps from one step of the data to the next.</summary>
public sealed class MapTour : Model
{
    readonly Quantity P = new(People);   // density of the population
    readonly Learned rate = new(One, 0.5, 2);
    readonly Learned capacity = new(People, 100, 10000);
    readonly Input first = new(People, min: 10, max: 1000);

    protected override void Define()
    {
        Next(P, P * Exp(rate * (1 - P / capacity)));
        Start(P, first);
        Observe("density", People, P);
    }
}
