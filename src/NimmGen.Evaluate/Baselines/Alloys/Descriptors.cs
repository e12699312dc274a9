using NimmGen.Data;

namespace NimmGen.Evaluate.Baselines;

/// <summary>What a model of samples may look at: every channel but the target, standardised on the training samples.</summary>
internal sealed class Descriptors
{
    private readonly double[][] _values;

    /// <param name="panel">Samples.</param>
    /// <param name="training">Samples that means and deviations are taken of.</param>
    /// <param name="propertiesOnly">True: without the atomic fractions themselves, where properties are computed from them.</param>
    public Descriptors(Panel panel, IReadOnlyList<int> training, bool propertiesOnly = false)
    {
        _values =
        [
            .. panel.Channels.Where(c => c.Role != ChannelRole.Target && !(propertiesOnly && IsFraction(panel.Card, c))).Select(c => panel.Values(c.Name).ToArray()).Select(values =>
            {
                double[] known = [.. training.Select(s => values[s]).Where(v => !double.IsNaN(v))];
                double mean = known.Length == 0 ? 0 : known.Average();
                double deviation = known.Length == 0 ? 0 : Math.Sqrt(known.Average(v => (v - mean) * (v - mean)));

                // What is constant or missing in training tells nothing; values far from training are drawn in, or a line would run away with them.
                return values.Select(v => double.IsNaN(v) || deviation < 1e-12 ? 0 : Math.Clamp((v - mean) / deviation, -4, 4)).ToArray();
            }),
        ];
    }

    private static bool IsFraction(DataCard card, Channel channel) =>
        card.Composition is { } composition && channel.Statistic is null && channel.Column.StartsWith(composition.Prefix, StringComparison.Ordinal);

    public int Count => _values.Length;

    public double[] this[int sample] => [.. _values.Select(v => v[sample])];

    /// <summary>Rows of some samples, one after the other.</summary>
    public double[] Rows(IReadOnlyList<int> samples) => [.. samples.SelectMany(s => this[s])];
}
