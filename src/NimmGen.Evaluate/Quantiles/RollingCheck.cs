namespace NimmGen.Evaluate;

/// <summary>Intervals as they would have been at each past origin, learned from those before it, and how they fared.</summary>
internal sealed class RollingCheck
{
    // Widths that are tried, beside what the residuals say; the first stays unless another was better beyond chance.
    private static readonly double[] Widths = [1, 0.4, 0.55, 0.75, 1.3, 1.7];

    // Windows without overlap that a width must have suited better, by more than one standard error.
    private const int FewestBlocks = 2;

    private readonly PastForecast[] _past;
    private readonly int _series;
    private readonly int _horizon;
    private readonly int _block;

    // By origin that was checked: the score at each of the widths.
    private readonly List<(int TrainSteps, QuantileScores[] ByWidth)> _checked = [];

    /// <param name="past">In ascending order of origins.</param>
    /// <param name="series">Series side by side.</param>
    /// <param name="horizon">Steps that each reaches.</param>
    /// <param name="block">Origins that together reach one horizon.</param>
    public RollingCheck(PastForecast[] past, int series, int horizon, int block)
    {
        (_past, _series, _horizon, _block) = (past, series, horizon, block);
        var used = new List<QuantileScores>();
        foreach (PastForecast now in past)
        {
            if (AllWidths(now) is { } scores)
            {
                used.Add(scores[Best(now.TrainSteps)]);
                _checked.Add((now.TrainSteps, scores));
            }
        }

        Width = Widths[Best(int.MaxValue)];
        Scores = used.Count == 0 ? null : new(
            [.. used.Select(s => s.Wis[0])], [.. used.Select(s => s.LogWis[0])], [.. used.Select(s => s.Coverage50[0])], [.. used.Select(s => s.Coverage80[0])], [.. used.Select(s => s.Coverage95[0])]);
    }

    /// <summary>By which intervals learned from all origins are to be widened.</summary>
    public double Width { get; }

    /// <summary>One entry an origin that had enough before it; null where none had.</summary>
    public QuantileScores? Scores { get; }

    private QuantileScores[]? AllWidths(PastForecast now)
    {
        PastForecast[] before = [.. _past.Where(p => p.TrainSteps + _horizon <= now.TrainSteps)];
        return before.Length >= PredictiveIntervals.FewestOrigins && ResidualBands.Learn(before, _series, QuantileLevels.Hub, _block) is { } bands
            ? [.. Widths.Select(w => QuantileScores.Of([bands.Scaled(w).Around(now.TrainSteps, now.Expected)], _ => now.Observed))]
            : null;
    }

    // Of the origins whose horizon had passed at one.
    private int Best(int trainSteps)
    {
        QuantileScores[][] known = [.. _checked.Where(c => c.TrainSteps <= trainSteps - _horizon && double.IsFinite(c.ByWidth[0].LogWis[0])).Select(c => c.ByWidth)];
        if (known.Length < FewestBlocks * _block)
        {
            return 0;
        }

        int best = Enumerable.Range(0, Widths.Length).MinBy(w => known.Average(k => k[w].LogWis[0]));
        double[] less = [.. known.Select(k => k[0].LogWis[0] - k[best].LogWis[0])];
        return less.Average() > PairedBlocks.StandardError(less, _block) ? best : 0;
    }
}
