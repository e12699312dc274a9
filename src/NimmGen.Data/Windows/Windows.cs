using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>
/// Forecast origins of a data set. Test origins are scored once, at the end; everything chosen before that is chosen on
/// <see cref="ValidationOrigins"/>, whose horizons end before the first test origin.
/// </summary>
public sealed record Windows
{
    /// <summary>Steps forecast from each origin, at least 1.</summary>
    public required int Horizon { get; init; }

    /// <summary>In ascending order, at least one.</summary>
    public required ImmutableArray<Origin> TestOrigins { get; init; }

    /// <summary>Steps between two validation origins: 7 for daily data scored weekly.</summary>
    public int Spacing { get; init; } = 1;

    /// <summary>A validation origin that would train on fewer steps does not exist.</summary>
    public int MinTrainSteps { get; init; } = 2;

    /// <summary>Steps of training before an origin (the window moves); null: all steps from the first (it expands).</summary>
    public int? TrainLength { get; init; }

    public Origin FirstTest => TestOrigins[0];

    /// <summary>First step of training for an origin; training is [TrainStart, TrainSteps).</summary>
    public int TrainStart(Origin origin) => TrainLength is { } length ? Math.Max(0, origin.TrainSteps - length) : 0;

    /// <summary>
    /// The last <paramref name="count"/> origins, ascending, for which origin + horizon &lt;= first test origin,
    /// <paramref name="spacing"/> steps apart (default: <see cref="Spacing"/>). Fewer where the series is too short.
    /// </summary>
    public ImmutableArray<Origin> ValidationOrigins(int count = 4, int? spacing = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 0);
        int step = spacing ?? Spacing;
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1, nameof(spacing));
        int last = FirstTest.TrainSteps - Horizon;
        return [.. Enumerable.Range(0, count)
            .Select(i => new Origin(last - (count - 1 - i) * step))
            .Where(o => o.TrainSteps >= MinTrainSteps)];
    }

    /// <summary>Validation origins whose forecasts fill the last <paramref name="horizons"/> horizons before the first test origin.</summary>
    public ImmutableArray<Origin> ValidationOriginsOver(int horizons = 4) =>
        ValidationOrigins((horizons - 1) * Horizon / Spacing + 1);
}
