using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// How observations respond to parameters: d log y / d log p, exact (reverse mode, no differences). One lane an observed number, each a
/// copy of the same location, so all of them come out of one sweep; the reverse of lane k starts from number k alone.
/// </summary>
public static class Sensitivity
{
    // Below this share of a channel's largest value a number counts as that share: log y has no slope at zero.
    private const double Least = 1e-9;

    /// <summary>The columns: neural and learned parameters in the order of the kernel, with groups written out.</summary>
    public static ImmutableArray<string> Parameters(MechanismIr model)
    {
        KernelLayout layout = MechanismKernel.Compile(model, new KernelOptions(1)).Layout;
        return [.. layout.Neurals, .. layout.Learneds];
    }

    /// <summary>
    /// The matrix of d log y / d log p at a point: row o * steps + t is channel o at step t, channels in the order of the model's
    /// observations; columns are <see cref="Parameters"/>. A neural parameter has one column: the response to moving it at all steps
    /// alike. Rows of a channel that is zero throughout are zero. Not finite where the model overflows at the point.
    /// </summary>
    /// <param name="model">Any that compiles.</param>
    /// <param name="point">Parameters and inputs by name, in declared units, constant in time; for one group the expanded name
    /// (beta_0_17) or, for all alike, the declared one. A parameter left out is at the middle of its range (the geometric one where its
    /// bounds are positive and more than a factor of ten apart), an input at the middle of its bounds, or at the one that it has, or at 1.</param>
    /// <param name="steps">Data steps, 1 or more; 40 is usual.</param>
    /// <param name="stepDays">Days of a data step.</param>
    /// <returns>[channels x steps, parameters].</returns>
    /// <exception cref="ModelNotCompilableException">The model has no kernel.</exception>
    public static double[,] Of(MechanismIr model, IReadOnlyDictionary<string, double> point, int steps, double stepDays)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var kernel = MechanismKernel.Compile(model, new KernelOptions(stepDays));
        KernelLayout layout = kernel.Layout;
        int rows = layout.Observations.Length * steps, neurals = layout.Neurals.Length, learneds = layout.Learneds.Length;
        var result = new double[rows, neurals + learneds];
        if (rows == 0 || neurals + learneds == 0)
        {
            return result;
        }

        SimulationBuffers b = kernel.CreateBuffers(rows, steps);
        var values = new PointValues(kernel.Model, kernel.Expansion, point);
        double[] at = [.. layout.Neurals.Concat(layout.Learneds).Select(values.Of)], inputs = [.. layout.Inputs.Select(values.Of)];
        Fill(b, at, inputs);
        kernel.Start(b);
        kernel.Simulate(b, 0, steps);
        double[] floors = new double[layout.Observations.Length];
        for (int row = 0; row < rows; row++)
        {
            (int o, int t) = (row / steps, row % steps);
            b.ObservationAdjoint[b.ObservationRow(t, o) + row] = 1;
            floors[o] = Math.Max(floors[o], Least * Math.Abs(b.Observations[b.ObservationRow(t, o) + row]));
        }

        kernel.Differentiate(b, 0, steps, throughStart: true);
        for (int row = 0; row < rows; row++)
        {
            (int o, int t) = (row / steps, row % steps);
            double y = b.Observations[b.ObservationRow(t, o) + row];
            double size = Math.Abs(y) >= floors[o] ? y : floors[o];
            for (int p = 0; p < neurals + learneds; p++)
            {
                double slope = p < neurals ? OverSteps(b, p, row) : b.LearnedAdjointByLane[((p - neurals) * b.Stride) + row];
                result[row, p] = size == 0 ? 0 : slope * at[p] / size;
            }
        }

        return result;
    }

    private static double OverSteps(SimulationBuffers b, int parameter, int lane)
    {
        double sum = 0;
        for (int t = 0; t < b.Steps; t++)
        {
            sum += b.NeuralAdjoint[b.NeuralRow(t, parameter) + lane];
        }

        return sum;
    }

    private static void Fill(SimulationBuffers b, double[] parameters, double[] inputs)
    {
        int neurals = b.Layout.Neurals.Length;
        for (int t = 0; t < b.Steps; t++)
        {
            for (int p = 0; p < neurals; p++)
            {
                b.Neural.AsSpan(b.NeuralRow(t, p), b.Stride).Fill(parameters[p]);
            }

            for (int k = 0; k < inputs.Length; k++)
            {
                b.Inputs.AsSpan(b.InputRow(t, k), b.Stride).Fill(inputs[k]);
            }
        }

        parameters.AsSpan(neurals).CopyTo(b.Learned);
    }
}
