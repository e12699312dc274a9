using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Verify;

/// <summary>One set of values: parameters and inputs of one run of a model.</summary>
/// <param name="Parameters">Value of every neural parameter in the order of the model's declarations, constant in time, in its unit.</param>
/// <param name="Inputs">[input][step] in the order of the model's declarations, in their units.</param>
public sealed record SimulatedRun(double[] Parameters, double[][] Inputs);

/// <summary>Runs mechanisms for checks that need numbers. The verifier does not know how.</summary>
public interface ISimulator
{
    /// <summary>
    /// What the model observes in every run, [run][observation * steps + step], each in the unit of its observation. The models asked
    /// for have neither groups, stages, matrices nor learned parameters, and one location. Null where the model has no kernel, with the
    /// reason in <paramref name="why"/>; values that overflow are not finite.
    /// </summary>
    double[][]? Observe(MechanismIr model, double stepDays, int steps, ImmutableArray<SimulatedRun> runs, out string? why);
}
