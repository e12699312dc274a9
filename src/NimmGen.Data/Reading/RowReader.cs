using System.Globalization;

namespace NimmGen.Data;

/// <summary>One row of the file, read: which location, when, and the value of each channel (NaN: missing).</summary>
internal readonly record struct DataRow(int Line, int Location, DateOnly Time, double[] Values);

/// <summary>Reads the cells of a table as its card says and reports every cell that cannot be read.</summary>
internal sealed class RowReader(DataCard card, CsvTable table, DiagnosticBag bag)
{
    private readonly Dictionary<string, int> _locations = [];

    /// <summary>Locations in the order of the file.</summary>
    public IReadOnlyList<string> Locations => [.. _locations.OrderBy(l => l.Value).Select(l => l.Key)];

    /// <summary>True where a row was left out because its place or time, or its shape, could not be read.</summary>
    public bool SomeUnread { get; private set; }

    public List<DataRow> Read()
    {
        int time = table.Column(card.Time.Column, "time", bag);
        int location = card.Location.Column is { } column ? table.Column(column, "location", bag) : -1;
        int[] channels = [.. card.Channels.Select(c => table.Column(c.Column, $"channel {c.Name}", bag))];
        if (card.Location.Name is { } name)
        {
            _locations.Add(name, 0);
        }

        var rows = new List<DataRow>();
        foreach ((int line, string[] cells) in table.Rows(bag))
        {
            int where = card.Location.Column is null ? 0 : location < 0 ? -1 : Location(cells[location], line);
            bool dated = TryTime(time < 0 ? null : cells[time], line, out DateOnly when);
            double[] values = new double[channels.Length];
            for (int c = 0; c < values.Length; c++)
            {
                values[c] = channels[c] < 0 ? double.NaN : Value(cells[channels[c]], card.Channels[c], line);
            }

            if (where >= 0 && dated)
            {
                rows.Add(new(line, where, when, values));
            }
            else
            {
                SomeUnread = true;
            }
        }

        return rows;
    }

    private int Location(string text, int line)
    {
        if (text.Length == 0)
        {
            bag.Error("ND0026", table.Path, line, $"an empty cell in column '{card.Location.Column}'", "the location's name", "name the location in every row");
            return -1;
        }

        if (!_locations.TryGetValue(text, out int index))
        {
            index = _locations.Count;
            _locations.Add(text, index);
        }

        return index;
    }

    private bool TryTime(string? text, int line, out DateOnly time)
    {
        time = default;
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

    private double Value(string text, Channel channel, int line)
    {
        if (text.Length == 0 || card.Missing.Contains(text))
        {
            if (channel.Role == ChannelRole.Action)
            {
                bag.Error("ND0021", table.Path, line, $"no value in column '{channel.Column}'", "the action taken, 0 where none was", "an action is never guessed: write what was done");
            }

            return double.NaN;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            bag.Error("ND0006", table.Path, line, $"{DiagnosticBag.Quote(text)} in column '{channel.Column}'", "a number such as 12 or 3.5e-2, or an empty cell", $"use a decimal point and no thousands sign; if this text means missing, add it to \"missing\" in card.json");
            return double.NaN;
        }

        if (value < 0 && channel.IsCount)
        {
            bag.Error("ND0005", table.Path, line, $"{text} in column '{channel.Column}'", "a count, 0 or more", "corrections of earlier days belong to those days; leave the cell empty if the count is not known");
        }

        if (channel.Kind == ChannelKind.Percent && (value < 0 || value > 100))
        {
            bag.Warning("ND0028", table.Path, line, $"{text} in column '{channel.Column}'", "a percentage, 0 to 100", "check the value, or the kind and unit of the channel");
        }

        return value;
    }
}
