using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NimmGen.Data;

/// <summary>
/// A data set in memory, immutable. Values of a channel are laid out [time, location]: index t * LocationCount + l;
/// NaN is a missing or hidden value. Samples without time are locations of one step.
/// </summary>
public sealed class Panel
{
    private readonly ImmutableArray<PanelSeries> _values;
    private readonly ImmutableSortedDictionary<string, PanelSeries> _constants;
    private readonly ImmutableSortedDictionary<string, PanelMatrix> _matrices;
    private readonly Lazy<string> _hash;

    private Panel(
        DataCard card,
        ImmutableArray<string> locations,
        ImmutableArray<DateOnly> times,
        ImmutableArray<PanelSeries> values,
        ImmutableSortedDictionary<string, PanelSeries> constants,
        ImmutableSortedDictionary<string, PanelMatrix> matrices,
        ImmutableArray<string> sampleGroups,
        ImmutableSortedDictionary<string, int> imputed)
    {
        Card = card;
        Locations = locations;
        Times = times;
        _values = values;
        _constants = constants;
        _matrices = matrices;
        SampleGroups = sampleGroups;
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

    /// <summary>Groups that channels, constants and matrices are given by; the axis of the locations is not among them.</summary>
    public ImmutableArray<Axis> Axes => Card.Axes;

    public int LocationCount => Locations.Length;

    public int StepCount => Times.Length;

    /// <summary>Key of each sample, in the order of <see cref="Locations"/>, that cross-validation keeps together; empty where the card names none.</summary>
    public ImmutableArray<string> SampleGroups { get; }

    /// <summary>What each sample depends on others through: its group, or where there are none itself.</summary>
    public IReadOnlyList<string> IndependentGroups => SampleGroups.IsEmpty ? Locations : SampleGroups;

    /// <summary>Cells of each covariate that were missing in the file and carry the last value before them.</summary>
    public ImmutableSortedDictionary<string, int> Imputed { get; }

    /// <summary>SHA-256 (lower-case hexadecimal) over the card, locations, times, constants, matrices and values.</summary>
    public string ContentHash => _hash.Value;

    public IEnumerable<string> ConstantNames => _constants.Keys;

    public IEnumerable<string> MatrixNames => _matrices.Keys;

    /// <summary>
    /// Builds a panel from arrays laid out [time, location], one for each channel of the card (of each of its groups, under
    /// <see cref="Key"/>, where it has an axis), and constants laid out [location]. The arrays are copied. A length that does
    /// not fit is a bug of the caller and throws.
    /// </summary>
    public static Panel Create(
        DataCard card,
        IEnumerable<string> locations,
        IEnumerable<DateOnly> times,
        IReadOnlyDictionary<string, double[]> values,
        IReadOnlyDictionary<string, double[]>? constants = null,
        IReadOnlyDictionary<string, int>? imputed = null,
        IReadOnlyDictionary<string, PanelMatrix>? matrices = null,
        IEnumerable<string>? sampleGroups = null)
    {
        ImmutableArray<string> where = [.. locations];
        ImmutableArray<DateOnly> when = [.. times];
        IReadOnlyDictionary<string, double[]> perLocation = constants ?? ImmutableDictionary<string, double[]>.Empty;
        return new(
            card,
            where,
            when,
            [.. card.Channels.Select(c => Series(values, c.Name, card.FindAxis(c.Axis), c.IsCount, where.Length * when.Length))],
            ConstantsOf(card, perLocation, where.Length),
            (matrices ?? ImmutableDictionary<string, PanelMatrix>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal),
            [.. sampleGroups ?? []],
            (imputed ?? ImmutableDictionary<string, int>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Name of an array of <see cref="Create"/>: of a channel or constant, or of one of its groups.</summary>
    public static string Key(string name, string? group) => group is null ? name : $"{name}[{group}]";

    /// <summary>Values of a channel, [time, location]. Where it has an axis: the sum over the groups of counts, the mean of anything else.</summary>
    /// <exception cref="ArgumentException">The panel has no such channel.</exception>
    public ReadOnlySpan<double> Values(string channel) => _values[IndexOf(channel)].Whole;

    /// <summary>Values of one group of a channel, [time, location].</summary>
    /// <exception cref="ArgumentException">The panel has no such channel, or its axis no such label.</exception>
    public ReadOnlySpan<double> Values(string channel, string group)
    {
        int index = IndexOf(channel);
        return _values[index].Groups[Label(channel, Channels[index].Axis, group)];
    }

    public double At(string channel, int time, int location) => _values[IndexOf(channel)].Whole[time * LocationCount + location];

    /// <summary>One location's values of a channel, [time].</summary>
    public double[] Series(string channel, int location)
    {
        double[] values = _values[IndexOf(channel)].Whole;
        var series = new double[StepCount];
        for (int t = 0; t < series.Length; t++)
        {
            series[t] = values[t * LocationCount + location];
        }

        return series;
    }

    /// <summary>A constant, [location], in the unit its card gives. Where it has an axis: the sum over the groups of people, the mean of anything else.</summary>
    /// <exception cref="ArgumentException">The panel has no such constant.</exception>
    public ImmutableArray<double> Constant(string name) => ImmutableCollectionsMarshal.AsImmutableArray(ConstantSeries(name).Whole);

    /// <summary>A constant of one group, [location].</summary>
    /// <exception cref="ArgumentException">The panel has no such constant, or its axis no such label.</exception>
    public ImmutableArray<double> Constant(string name, string group) =>
        ImmutableCollectionsMarshal.AsImmutableArray(ConstantSeries(name).Groups[Label(name, Card.Constants.FirstOrDefault(c => c.Name == name)?.Axis, group)]);

    public bool HasConstant(string name) => _constants.ContainsKey(name);

    /// <summary>A matrix of the card.</summary>
    /// <exception cref="ArgumentException">The panel has no such matrix.</exception>
    public PanelMatrix Matrix(string name) =>
        _matrices.TryGetValue(name, out PanelMatrix? matrix)
            ? matrix
            : throw new ArgumentException($"data set '{Name}' has no matrix '{name}'; it has: {string.Join(", ", _matrices.Keys)}", nameof(name));

    /// <summary>Steps [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public Panel Slice(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, StepCount);
        return With(Times[from..to], [.. _values.Select(s => s.Map(v => v[(from * LocationCount)..(to * LocationCount)]))]);
    }

    /// <summary>
    /// What is known at the origin: the same shape, every value of a later step missing unless its channel is known ahead.
    /// A model that sees only this cannot see the future.
    /// </summary>
    public Panel UpTo(Origin origin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(origin.TrainSteps, 0, nameof(origin));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(origin.TrainSteps, StepCount, nameof(origin));
        return With(Times, [.. _values.Select((s, i) => Channels[i].KnownAhead ? s : s.Map(v => Hidden(v, origin.TrainSteps * LocationCount)))]);
    }

    /// <summary>The locations of these indices, in this order: patients of a group, samples of a fold.</summary>
    public Panel Select(IReadOnlyList<int> locations)
    {
        double[] Pick(double[] values)
        {
            var picked = new double[values.Length / LocationCount * locations.Count];
            for (int i = 0; i < picked.Length; i++)
            {
                picked[i] = values[i / locations.Count * LocationCount + locations[i % locations.Count]];
            }

            return picked;
        }

        if (_matrices.Values.Any(m => m.RowAxis == Axis.Location || m.ColumnAxis == Axis.Location))
        {
            throw new InvalidOperationException($"locations of '{Name}' are coupled by a matrix and cannot be taken apart");
        }

        return new(
            Card, [.. locations.Select(l => Locations[l])], Times, [.. _values.Select(s => s.Map(Pick))], _constants.ToImmutableSortedDictionary(c => c.Key, c => c.Value.Map(Pick)),
            _matrices, SampleGroups.IsEmpty ? [] : [.. locations.Select(l => SampleGroups[l])], Imputed);
    }

    /// <summary>The first day of a step, or its number where the card counts steps.</summary>
    public string TimeLabel(int time) => Card.CountsSteps ? $"{Times[time].DayNumber}" : Times[time].ToString("yyyy-MM-dd");

    private static double[] Hidden(double[] values, int from)
    {
        double[] hidden = [.. values];
        hidden.AsSpan(from).Fill(double.NaN);
        return hidden;
    }

    private static PanelSeries Series(IReadOnlyDictionary<string, double[]> arrays, string name, Axis? axis, bool sum, int length) =>
        axis is null ? new(Checked(arrays, name, length), []) : PanelSeries.OfGroups([.. axis.Labels.Select(label => Checked(arrays, Key(name, label), length))], sum);

    // Constants that the card does not declare are kept: callers that make panels may bring their own.
    private static ImmutableSortedDictionary<string, PanelSeries> ConstantsOf(DataCard card, IReadOnlyDictionary<string, double[]> constants, int length)
    {
        var byGroup = card.Constants.Where(c => c.Axis is not null).Where(c => card.FindAxis(c.Axis)!.Labels.All(l => constants.ContainsKey(Key(c.Name, l)))).ToArray();
        var parts = byGroup.SelectMany(c => card.FindAxis(c.Axis)!.Labels.Select(l => Key(c.Name, l))).ToHashSet();
        return constants.Keys.Where(k => !parts.Contains(k)).Select(k => (Name: k, Values: new PanelSeries(Checked(constants, k, length), [])))
            .Concat(byGroup.Select(c => (c.Name, Values: Series(constants, c.Name, card.FindAxis(c.Axis), c.IsSum, length))))
            .ToImmutableSortedDictionary(c => c.Name, c => c.Values, StringComparer.Ordinal);
    }

    private static double[] Checked(IReadOnlyDictionary<string, double[]> arrays, string name, int length)
    {
        if (!arrays.TryGetValue(name, out double[]? values))
        {
            throw new ArgumentException($"no values for '{name}'", nameof(arrays));
        }

        return values.Length == length ? [.. values] : throw new ArgumentException($"'{name}' has {values.Length} values, expected {length}", nameof(arrays));
    }

    private Panel With(ImmutableArray<DateOnly> times, ImmutableArray<PanelSeries> values) => new(Card, Locations, times, values, _constants, _matrices, SampleGroups, Imputed);

    private PanelSeries ConstantSeries(string name) =>
        _constants.TryGetValue(name, out PanelSeries? series)
            ? series
            : throw new ArgumentException($"data set '{Name}' has no constant '{name}'; it has: {string.Join(", ", _constants.Keys)}", nameof(name));

    private int Label(string name, string? axis, string group) =>
        Card.FindAxis(axis) is not { } groups ? throw new ArgumentException($"'{name}' of '{Name}' is not given by groups", nameof(group))
        : groups.Labels.IndexOf(group) is >= 0 and var index ? index
        : throw new ArgumentException($"axis '{axis}' has no label '{group}'; it has: {string.Join(", ", groups.Labels)}", nameof(group));

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
