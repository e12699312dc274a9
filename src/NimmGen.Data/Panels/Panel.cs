using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>
/// A data set in memory, immutable. Values of a channel are laid out [time, location]: index t * LocationCount + l;
/// NaN is a missing or hidden value.
/// </summary>
public sealed class Panel
{
    private readonly ImmutableArray<double[]> _values;
    private readonly ImmutableSortedDictionary<string, ImmutableArray<double>> _constants;
    private readonly Lazy<string> _hash;

    private Panel(
        DataCard card,
        ImmutableArray<string> locations,
        ImmutableArray<DateOnly> times,
        ImmutableArray<double[]> values,
        ImmutableSortedDictionary<string, ImmutableArray<double>> constants,
        ImmutableSortedDictionary<string, int> imputed)
    {
        Card = card;
        Locations = locations;
        Times = times;
        _values = values;
        _constants = constants;
        Imputed = imputed;
        _hash = new(() => PanelHash.Compute(this));
    }

    public DataCard Card { get; }

    public string Name => Card.Name;

    public TimeStep Step => Card.Step;

    public ImmutableArray<string> Locations { get; }

    /// <summary>First day of each step; where the card counts steps instead, day number i is index i (see <see cref="TimeLabel"/>).</summary>
    public ImmutableArray<DateOnly> Times { get; }

    public ImmutableArray<Channel> Channels => Card.Channels;

    public int LocationCount => Locations.Length;

    public int StepCount => Times.Length;

    /// <summary>Cells of each covariate that were missing in the file and carry the last value before them.</summary>
    public ImmutableSortedDictionary<string, int> Imputed { get; }

    /// <summary>SHA-256 (lower-case hexadecimal) over the card, locations, times, constants and values.</summary>
    public string ContentHash => _hash.Value;

    public IEnumerable<string> ConstantNames => _constants.Keys;

    /// <summary>
    /// Builds a panel from arrays laid out [time, location], one for each channel of the card, and constants laid out
    /// [location]. The arrays are copied. A length that does not fit is a bug of the caller and throws.
    /// </summary>
    public static Panel Create(
        DataCard card,
        IEnumerable<string> locations,
        IEnumerable<DateOnly> times,
        IReadOnlyDictionary<string, double[]> values,
        IReadOnlyDictionary<string, double[]>? constants = null,
        IReadOnlyDictionary<string, int>? imputed = null)
    {
        ImmutableArray<string> where = [.. locations];
        ImmutableArray<DateOnly> when = [.. times];
        var columns = card.Channels.Select(c => Checked(values, c.Name, where.Length * when.Length));
        var perLocation = (constants ?? ImmutableDictionary<string, double[]>.Empty)
            .ToImmutableSortedDictionary(c => c.Key, c => Checked(constants!, c.Key, where.Length).ToImmutableArray(), StringComparer.Ordinal);
        return new(card, where, when, [.. columns], perLocation, (imputed ?? ImmutableDictionary<string, int>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Values of a channel, [time, location].</summary>
    /// <exception cref="ArgumentException">The panel has no such channel.</exception>
    public ReadOnlySpan<double> Values(string channel) => _values[IndexOf(channel)];

    public double At(string channel, int time, int location) => _values[IndexOf(channel)][time * LocationCount + location];

    /// <summary>One location's values of a channel, [time].</summary>
    public double[] Series(string channel, int location)
    {
        double[] values = _values[IndexOf(channel)];
        var series = new double[StepCount];
        for (int t = 0; t < series.Length; t++)
        {
            series[t] = values[t * LocationCount + location];
        }

        return series;
    }

    /// <summary>A constant, [location], in the unit its card gives.</summary>
    /// <exception cref="ArgumentException">The panel has no such constant.</exception>
    public ImmutableArray<double> Constant(string name) =>
        _constants.TryGetValue(name, out ImmutableArray<double> values)
            ? values
            : throw new ArgumentException($"data set '{Name}' has no constant '{name}'; it has: {string.Join(", ", _constants.Keys)}", nameof(name));

    public bool HasConstant(string name) => _constants.ContainsKey(name);

    /// <summary>Steps [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public Panel Slice(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, StepCount);
        return With(Times[from..to], [.. _values.Select(v => v[(from * LocationCount)..(to * LocationCount)])]);
    }

    /// <summary>
    /// What is known at the origin: the same shape, every value of a later step missing unless its channel is known ahead.
    /// A model that sees only this cannot see the future.
    /// </summary>
    public Panel UpTo(Origin origin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(origin.TrainSteps, 0, nameof(origin));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(origin.TrainSteps, StepCount, nameof(origin));
        return With(Times, [.. _values.Select((v, i) => Channels[i].KnownAhead ? v : Hidden(v, origin.TrainSteps * LocationCount))]);
    }

    /// <summary>The first day of a step, or its number where the card counts steps.</summary>
    public string TimeLabel(int time) =>
        Card.Time.Format == TimeFormat.Index ? $"{Times[time].DayNumber}" : Times[time].ToString("yyyy-MM-dd");

    private static double[] Hidden(double[] values, int from)
    {
        double[] hidden = [.. values];
        hidden.AsSpan(from).Fill(double.NaN);
        return hidden;
    }

    private static double[] Checked(IReadOnlyDictionary<string, double[]> arrays, string name, int length)
    {
        if (!arrays.TryGetValue(name, out double[]? values))
        {
            throw new ArgumentException($"no values for '{name}'", nameof(arrays));
        }

        return values.Length == length ? [.. values] : throw new ArgumentException($"'{name}' has {values.Length} values, expected {length}", nameof(arrays));
    }

    private Panel With(ImmutableArray<DateOnly> times, ImmutableArray<double[]> values) => new(Card, Locations, times, values, _constants, Imputed);

    private int IndexOf(string channel)
    {
        for (int i = 0; i < Channels.Length; i++)
        {
            if (Channels[i].Name == channel)
            {
                return i;
            }
        }

        throw new ArgumentException($"data set '{Name}' has no channel '{channel}'; it has: {string.Join(", ", Channels.Select(c => c.Name))}", nameof(channel));
    }
}
