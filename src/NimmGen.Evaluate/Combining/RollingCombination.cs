using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>
/// Twins and naive forecasts combined on the validation origins as they would have been in use: the median of the twins, blended
/// at each origin by weights learned on the origins whose horizon had passed (unless that is told to be worse). The first origins have nothing to learn from and
/// take the median alone.
/// </summary>
public sealed class RollingCombination
{
    /// <summary>How tables name it.</summary>
    public const string Name = "combination";

    /// <summary>Origins to learn from at least.</summary>
    public const int FewestOrigins = 4;

    private readonly ImmutableArray<string> _naive;
    private readonly ImmutableArray<double> _weights;

    /// <param name="task">The task.</param>
    /// <param name="twins">Forecasts of each twin on the validation origins, the winner's first.</param>
    /// <param name="naive">Forecasts of naive methods on the same origins.</param>
    public RollingCombination(ForecastTask task, IReadOnlyList<ImmutableArray<OriginForecast>> twins, IReadOnlyDictionary<string, ImmutableArray<OriginForecast>> naive)
    {
        ImmutableArray<OriginForecast> median = [.. Enumerable.Range(0, twins[0].Length).Select(i => Ensemble.Median([.. twins.Select(t => t[i])]))];
        _naive = [.. naive.Keys.Order(StringComparer.Ordinal)];
        ImmutableArray<OriginForecast>[] members = [median, .. _naive.Select(m => naive[m])];
        var weights = new BlendWeights(task, members);
        ImmutableArray<double>?[] learned = [.. Enumerable.Range(0, median.Length).Select(i => weights.Before(i, FewestOrigins))];
        ImmutableArray<OriginForecast> blended = [.. learned.Select((w, i) => w is null ? median[i] : Ensemble.Mix([.. members.Select(m => m[i])], w.Value))];
        (MethodScores unmixed, MethodScores mixed) = (Metrics.Score(task, Name, median), Metrics.Score(task, Name, blended));
        double[] worse = [.. Enumerable.Range(0, median.Length).Where(i => learned[i] is not null).Select(i => Worse(mixed, unmixed, i)).Where(double.IsFinite)];
        bool blend = worse.Length > 0 && worse.Average() <= PairedBlocks.Margin(worse, PairedBlocks.Length(task));
        (Forecasts, Scores) = blend ? (blended, mixed) : (median, unmixed);
        _weights = blend ? weights.All() : [1, .. new double[_naive.Length]];
        Alone = Metrics.Score(task, Name, twins[0]);
        double[] more = [.. Scores.Aggregate.Zip(Alone.Aggregate, (a, b) => a - b).Where(double.IsFinite)];
        Pays = (blend || twins.Count > 1) && more.Length > 0 && more.Average() <= PairedBlocks.Margin(more, PairedBlocks.Length(task));
    }

    // Of the aggregate and of locations alike, each relative to its mean over all origins.
    private static double Worse(MethodScores mixed, MethodScores unmixed, int origin) =>
        (mixed.Aggregate[origin] - unmixed.Aggregate[origin]) / unmixed.Mean + (mixed.PerLocation[origin] - unmixed.PerLocation[origin]) / unmixed.MeanPerLocation;

    /// <summary>Of the median of the twins, learned on all validation origins, for use after them.</summary>
    public double TwinWeight => _weights[0];

    /// <summary>At each validation origin, by what was known at it.</summary>
    public ImmutableArray<OriginForecast> Forecasts { get; }

    /// <summary>Scores of <see cref="Forecasts"/>.</summary>
    public MethodScores Scores { get; }

    /// <summary>Scores of the winner alone on the same origins.</summary>
    public MethodScores Alone { get; }

    /// <summary>Of a naive method, likewise.</summary>
    public double WeightOf(string method) => _naive.IndexOf(method) is var i and >= 0 ? _weights[1 + i] : 0;

    /// <summary>The combination at one origin after the validation origins.</summary>
    /// <param name="twins">The twins' forecasts, in the order of the constructor.</param>
    /// <param name="naive">The forecast of a naive method.</param>
    public OriginForecast Mix(IReadOnlyList<OriginForecast> twins, Func<string, OriginForecast> naive) =>
        Ensemble.Mix([Ensemble.Median(twins), .. _naive.Select(naive)], _weights);

    /// <summary>Part by which combining made the mean error smaller; negative where it made it larger.</summary>
    public double Gain => Alone.Mean > 0 ? 1 - Scores.Mean / Alone.Mean : 0;

    /// <summary>
    /// True where there is something to combine and the validation origins cannot tell it to be worse than the winner alone, which they
    /// favour, having chosen it: what they cannot tell apart is averaged. Naive forecasts are blended in by the same rule: the twins were
    /// chosen on these origins and the naive forecasts were not, and where twins are chosen before each origin the blend is the better one
    /// on every task that was measured (docs/concepts/forecasting.md).
    /// </summary>
    public bool Pays { get; }
}
