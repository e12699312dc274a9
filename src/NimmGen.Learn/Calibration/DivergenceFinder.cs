using NimmGen.Compile;

namespace NimmGen.Learn;

/// <summary>Names the first value of a simulation that is not finite, so that a failed training says what, where and when.</summary>
internal static class DivergenceFinder
{
    public static Divergence? Find(SimulationBuffers buffers, KernelLayout layout, CalibrationData data)
    {
        for (int step = 0; step <= data.TrainSteps; step++)
        {
            for (int c = 0; c < layout.States.Length; c++)
            {
                if (FirstBad(buffers.StateLanes(step, c)) is int lane)
                {
                    return new(layout.States[c], lane, step);
                }
            }

            for (int o = 0; step < data.TrainSteps && o < layout.Observations.Length; o++)
            {
                if (FirstBad(buffers.ObservationLanes(step, o)) is int lane)
                {
                    return new(layout.Observations[o], lane, step);
                }
            }
        }

        return null;
    }

    private static int? FirstBad(ReadOnlySpan<double> lanes)
    {
        for (int l = 0; l < lanes.Length; l++)
        {
            if (!double.IsFinite(lanes[l]))
            {
                return l;
            }
        }

        return null;
    }
}
