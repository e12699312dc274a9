using NimmGen.Data;

namespace NimmGen.Evaluate.Baselines;

/// <summary>What a model of samples may look at: every channel but the target, standardised on the training samples.</summary>
internal sealed class Descriptors
{
    private readonly double[][] _values;

    /// <param name="panel">Samples.</param>
    /// <param name="training">Samples that means and deviations are taken of.</param>
    public Descriptors(Panel panel, IReadOnlyList<int> training)
    {
        _values =
        [
            .. panel.Channels.Where(c => c.Role != ChannelRole.Target).Select(c => panel.Values(c.Name).ToArray()).Select(values =>
            {
                double[] known = [.. training.Select(s => values[s]).Where(v => !double.IsNaN(v))];
                double mean = known.Length == 0 ? 0 : known.Average();
                double deviation = known.Length == 0 ? 0 : Math.Sqrt(known.Average(v => (v - mean) * (v - mean)));

                // What is constant or missing in training tells nothing; values far from training are drawn in, or a line would run away with them.
                return values.Select(v => double.IsNaN(v) || deviation < 1e-12 ? 0 : Math.Clamp((v - mean) / deviation, -4, 4)).ToArray();
            }),
        ];
    }

    public int Count => _values.Length;

    public double[] this[int sample] => [.. _values.Select(v => v[sample])];

    /// <summary>Rows of some samples, one after the other.</summary>
    public double[] Rows(IReadOnlyList<int> samples) => [.. samples.SelectMany(s => this[s])];
}
