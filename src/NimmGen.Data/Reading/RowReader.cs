using System.Collections.Immutable;
using System.Globalization;

namespace NimmGen.Data;

/// <summary>One row of the file, read: which location, when, and the value of each series (NaN: missing).</summary>
internal readonly record struct DataRow(int Line, int Location, DateOnly Time, double[] Values);

/// <summary>Reads the cells of a table as its card says and reports every cell that cannot be read.</summary>
internal sealed class RowReader(DataCard card, CsvTable table, CompositionReader? composition, DiagnosticBag bag)
{
    private readonly Dictionary<string, int> _locations = [];
    private readonly List<string> _groups = [];

    /// <summary>Locations in the order of the file.</summary>
    public IReadOnlyList<string> Locations => [.. _locations.OrderBy(l => l.Value).Select(l => l.Key)];

    /// <summary>Key of each sample that cross-validation keeps together; empty where the card names none.</summary>
    public IReadOnlyList<string> Groups => _groups;

    /// <summary>True where a row was left out because its place or time, or its shape, could not be read.</summary>
    public bool SomeUnread { get; private set; }

    public List<DataRow> Read()
    {
        int time = card.Time is { } t ? table.Column(t.Column, "time", bag) : -1;
        int[] places = [.. card.Location.Naming.Select(c => table.Column(c, "location", bag))];
        ImmutableArray<ChannelColumn> series = ChannelColumn.Of(card);
        int[] columns = [.. series.Select(s => s.Header is { } header ? table.Column(header, Describe(s), bag) : -1)];
        int group = card.Samples?.Group is { } g ? table.Column(g, "group of samples", bag) : -1;
        var selection = new SampleSelection(card, table, bag);
        composition?.Open(table);
        if (card.Location.Name is { } name && card.Step != TimeStep.Sample)
        {
            _locations.Add(name, 0);
        }

        var rows = new List<DataRow>();
        foreach ((int line, string[] cells) in table.Rows(bag))
        {
            if (!selection.Takes(line, cells))
            {
                continue;
            }

            int where = Location(places, cells, line, rows.Count);
            bool dated = TryTime(time < 0 ? null : cells[time], line, out DateOnly when);
            double[] values = new double[columns.Length];
            for (int c = 0; c < values.Length; c++)
            {
                values[c] = columns[c] >= 0 ? Value(cells[columns[c]], series[c], line)
                    : series[c].Channel is { Statistic: { } statistic } computed && composition is not null ? composition.Value(computed.Column, statistic, line, cells)
                    : double.NaN;
            }

            if (where < 0 || !dated)
            {
                SomeUnread = true;
                continue;
            }

            rows.Add(new(line, where, when, values));
            if (group >= 0 && where == _groups.Count)
            {
                _groups.Add(cells[group]);
            }
        }

        composition?.Report();
        return rows;
    }

    private static string Describe(ChannelColumn series) => $"channel {series.Channel.Name}{(series.Group is { } label ? $", group {label}" : "")}";

    private int Location(int[] columns, string[] cells, int line, int row)
    {
        if (columns.Length == 0)
        {
            return card.Step == TimeStep.Sample ? Index($"{card.Location.Name} {row + 1}") : 0;
        }

        if (Array.Exists(columns, c => c < 0))
        {
            return -1;
        }

        foreach (int column in columns)
        {
            if (cells[column].Length == 0)
            {
                bag.Error("ND0026", table.Path, line, $"an empty cell in column '{table.Header[column]}'", "the location's name", "name the location in every row");
                return -1;
            }
        }

        return Index(columns.Length == 1 ? cells[columns[0]] : string.Join(", ", columns.Select(c => cells[c])));
    }

    private int Index(string location)
    {
        if (!_locations.TryGetValue(location, out int index))
        {
            index = _locations.Count;
            _locations.Add(location, index);
        }

        return index;
    }

    private bool TryTime(string? text, int line, out DateOnly time)
    {
        time = default;
        if (card.Time is null)
        {
            return true;
        }

        if (text is null)
        {
            return false;
        }

        if (TimeParser.TryParse(text, card.Time.Format, out time))
        {
            return true;
        }

        bag.Error("ND0007", table.Path, line, $"{DiagnosticBag.Quote(text)} in column '{card.Time.Column}'", TimeParser.Describe(card.Time.Format), "write the time in that form, or correct time.format in card.json");
        return false;
    }

    private double Value(string text, ChannelColumn series, int line)
    {
        (Channel channel, string column) = (series.Channel, series.Header!);
        if (text.Length == 0 || card.Missing.Contains(text))
        {
            if (channel.Role == ChannelRole.Action)
            {
                bag.Error("ND0021", table.Path, line, $"no value in column '{column}'", "the action taken, 0 where none was", "an action is never guessed: write what was done");
            }

            return double.NaN;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            bag.Error("ND0006", table.Path, line, $"{DiagnosticBag.Quote(text)} in column '{column}'", "a number such as 12 or 3.5e-2, or an empty cell", $"use a decimal point and no thousands sign; if this text means missing, add it to \"missing\" in card.json");
            return double.NaN;
        }

        if (value < 0 && channel.IsCount)
        {
            bag.Error("ND0005", table.Path, line, $"{text} in column '{column}'", "a count, 0 or more", "corrections of earlier days belong to those days; leave the cell empty if the count is not known");
        }

        if (channel.Kind == ChannelKind.Percent && (value < 0 || value > 100))
        {
            bag.Warning("ND0028", table.Path, line, $"{text} in column '{column}'", "a percentage, 0 to 100", "check the value, or the kind and unit of the channel");
        }

        return value;
    }
}
