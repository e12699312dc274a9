using NimmGen;
using static NimmGen.Units;

namespace Tours;

/// <summary>A scheme by its name: tests put each of the others in its place.</summary>
public sealed class SchemeTour : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment I = new(People);   // infectious
    readonly Learned beta = new(PerWeek, 0.5, 4) { Role = Role.Transmission };
    readonly Learned cleared = new(PerWeek, 0.2, 2) { Role = Role.Decolonisation };
    readonly Learned carriers0 = new(Fraction, 1e-3, 0.2);
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / population);
        Flow(I, S, cleared);
        Start(I, carriers0 * population);
        StartRest(S, population);
        Solver(Scheme.Hazard, subSteps: 8);
        Observe("carriers", People, I);
    }
}
