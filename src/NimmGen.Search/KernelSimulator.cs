using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>Runs mechanisms for the verifier by their kernels, one lane a run.</summary>
public sealed class KernelSimulator : ISimulator
{
    /// <inheritdoc/>
    public double[][]? Observe(MechanismIr model, double stepDays, int steps, ImmutableArray<SimulatedRun> runs, out string? why)
    {
        ArgumentNullException.ThrowIfNull(model);
        why = null;
        if (runs.IsDefaultOrEmpty)
        {
            return [];
        }

        try
        {
            MechanismKernel kernel = MechanismKernel.Compile(model, new KernelOptions(stepDays));
            SimulationBuffers buffers = kernel.CreateBuffers(runs.Length, steps);
            for (int lane = 0; lane < runs.Length; lane++)
            {
                Fill(buffers, runs[lane], lane);
            }

            kernel.Start(buffers);
            kernel.Simulate(buffers, 0, steps);
            return [.. Enumerable.Range(0, runs.Length).Select(lane => Read(buffers, lane))];
        }
        catch (ModelNotCompilableException e)
        {
            why = e.Message;
            return null;
        }
    }

    private static void Fill(SimulationBuffers buffers, SimulatedRun run, int lane)
    {
        for (int step = 0; step < buffers.Steps; step++)
        {
            for (int p = 0; p < run.Parameters.Length; p++)
            {
                buffers.Neural[buffers.NeuralRow(step, p) + lane] = run.Parameters[p];
            }

            for (int k = 0; k < run.Inputs.Length; k++)
            {
                buffers.Inputs[buffers.InputRow(step, k) + lane] = run.Inputs[k][step];
            }
        }
    }

    private static double[] Read(SimulationBuffers buffers, int lane)
    {
        int channels = buffers.Layout.Observations.Length;
        double[] values = new double[channels * buffers.Steps];
        for (int o = 0; o < channels; o++)
        {
            for (int step = 0; step < buffers.Steps; step++)
            {
                values[(o * buffers.Steps) + step] = buffers.Observations[buffers.ObservationRow(step, o) + lane];
            }
        }

        return values;
    }
}
