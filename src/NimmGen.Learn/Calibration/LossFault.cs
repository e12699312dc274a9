using NimmGen.Compile;

namespace NimmGen.Learn;

/// <summary>Names what keeps an objective or its gradient from being finite where all that is simulated is.</summary>
internal static class LossFault
{
    // The square of more is not finite, nor the sum of squares of a little less.
    private const double Most = 1e150;

    /// <summary>The first observed cell that the model is too far from to be squared; null where there is none.</summary>
    public static Divergence? Loss(TwinObjective objective)
    {
        (CalibrationData data, Trajectory trajectory) = (objective.Data, objective.Trajectory);
        if (double.IsFinite(objective.LastLoss))
        {
            return null;
        }

        foreach (TargetSeries target in data.Targets)
        {
            for (int step = 0; step < data.TrainSteps; step++)
            {
                ReadOnlySpan<double> modelled = trajectory.Buffers.ObservationLanes(step, target.Observation);
                for (int lane = 0; lane < modelled.Length; lane++)
                {
                    if (Math.Abs(modelled[lane]) > Most && !double.IsNaN(target.Values[step * data.Lanes + lane]))
                    {
                        return new(trajectory.Kernel.Layout.Observations[target.Observation], lane, step) { Cause = DivergenceCause.Loss };
                    }
                }
            }
        }

        return null;
    }

    /// <summary>The latest step at which the derivative by a parameter is not finite (on the way back it is the first), or the first learned value; null where all are finite.</summary>
    public static Divergence? Gradient(TwinObjective objective)
    {
        SimulationBuffers buffers = objective.Trajectory.Buffers;
        KernelLayout layout = buffers.Layout;
        for (int step = objective.Data.TrainSteps - 1; step >= 0; step--)
        {
            for (int p = 0; p < layout.Neurals.Length; p++)
            {
                ReadOnlySpan<double> adjoint = buffers.NeuralAdjointLanes(step, p);
                for (int lane = 0; lane < adjoint.Length; lane++)
                {
                    if (!double.IsFinite(adjoint[lane]))
                    {
                        return new(layout.Neurals[p], lane, step) { Cause = DivergenceCause.Gradient };
                    }
                }
            }
        }

        int bad = Array.FindIndex(buffers.LearnedAdjoint, v => !double.IsFinite(v));
        return bad < 0 ? null : new(layout.Learneds[bad], 0, 0) { Cause = DivergenceCause.Gradient };
    }
}
