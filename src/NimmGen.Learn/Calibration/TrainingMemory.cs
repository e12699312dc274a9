using System.Globalization;
using NimmGen.Compile;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn;

/// <summary>What a training will take, before it takes it (docs/concepts/training.md has the formula).</summary>
internal static class TrainingMemory
{
    // Of what the process may use: the rest is for the program and its other arrays.
    private const double Share = 0.9;

    /// <summary>Bytes of a free path's training: rows of lanes in double, for every step.</summary>
    /// <param name="layout">Of the mechanism.</param>
    /// <param name="data">To be matched.</param>
    public static double OfMechanism(KernelLayout layout, CalibrationData data)
    {
        // Neural parameters and observations with their adjoints, inputs, states; beside them the data's own inputs and targets, on two scales.
        double rows = 2.0 * layout.Neurals.Length + 2.0 * layout.Observations.Length + layout.States.Length + 2.0 * layout.Inputs.Length + 2.0 * data.Targets.Length;
        return rows * data.TotalSteps * Padded(data.Lanes) * sizeof(double);
    }

    /// <summary>Bytes of CalibNN beside it: activations in float of every location and step, and the weights of attention where these are kept.</summary>
    public static double OfNetwork(CalibNNOptions options)
    {
        // Of a step: features, and of two encoder layers gates (6), candidates (2) and outputs (2) of the hidden width, with z (2) of attention;
        // of a week, gates, candidates, outputs and the two small layers.
        double step = options.Features + 22.0 * options.Hidden, week = 11.5 * options.Hidden + options.Outputs;
        double attention = Math.Min((double)options.Steps * options.Steps * options.Locations * sizeof(float), options.AttentionBytes);
        return (step * options.Steps + week * options.Weeks) * options.Locations * sizeof(float) + attention;
    }

    /// <summary>Null where it fits.</summary>
    /// <param name="bytes">That are needed.</param>
    /// <param name="data">Whose locations and steps are named.</param>
    /// <param name="most">Bytes that may be used, or null for what the process may.</param>
    public static Divergence? Refusal(double bytes, CalibrationData data, long? most)
    {
        double available = most ?? Share * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return bytes <= available
            ? null
            : new("memory", 0, 0)
            {
                Cause = DivergenceCause.TooLarge,
                Detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{data.Lanes} locations x {data.TotalSteps} steps need {bytes / (1 << 30):0.0} GiB, there are {available / (1 << 30):0.0} GiB: about {Math.Floor(data.Lanes * available / bytes):0} locations fit"),
            };
    }

    private static double Padded(int lanes) => lanes == 1 ? 1 : (lanes + 7) / 8 * 8;
}
