using System.Globalization;

namespace NimmGen.Data;

/// <summary>Reads the constants of a card for the locations of the data.</summary>
internal sealed class ConstantReader(DataCard card, FileSource source, ReadLimits limits, DiagnosticBag bag)
{
    /// <summary>Arrays by <see cref="Panel.Key"/>, [location].</summary>
    /// <param name="locations">Locations of the data; null where these could not be read, and then only the files are checked.</param>
    public Dictionary<string, double[]> Read(IReadOnlyList<string>? locations)
    {
        var constants = new Dictionary<string, double[]>();
        foreach (LocationConstant constant in card.Constants)
        {
            if (constant.Value is { } value)
            {
                Check(constant, value, "card.json", null, constant.Name);
                Keep(null, locations is null ? null : [.. Enumerable.Repeat(value, locations.Count)]);
            }
            else
            {
                ReadFile(constant, locations, Keep);
            }

            void Keep(string? group, double[]? values)
            {
                if (values is not null)
                {
                    constants.Add(Panel.Key(constant.Name, group), values);
                }
            }
        }

        return constants;
    }

    private void ReadFile(LocationConstant constant, IReadOnlyList<string>? locations, Action<string?, double[]?> keep)
    {
        string path = CardPaths.Below(card, constant.File!);
        if (CsvTable.Open(source, path, constant.File!, Recipes.HowToGet(card), limits, bag) is not { } table)
        {
            return;
        }

        if (card.FindAxis(constant.Axis) is not { } axis)
        {
            keep(null, Column(constant, table, constant.Column!, null, locations));
        }
        else if (constant.GroupColumn is null)
        {
            foreach (string label in axis.Labels)
            {
                keep(label, Column(constant, table, constant.Column!.Replace("*", label, StringComparison.Ordinal), null, locations));
            }
        }
        else if (table.Column(constant.GroupColumn, "group of the axis", bag) is >= 0 and var group)
        {
            CheckLabels(constant, table, group, axis);
            foreach (string label in axis.Labels)
            {
                keep(label, Column(constant, table, constant.Column!, (group, label), locations));
            }
        }
    }

    private void CheckLabels(LocationConstant constant, CsvTable table, int column, Axis axis)
    {
        var seen = new HashSet<string>();
        foreach ((int line, string[] cells) in table.Rows(new DiagnosticBag()))
        {
            if (seen.Add(cells[column]) && !axis.Labels.Contains(cells[column]))
            {
                bag.Error("ND0029", table.Path, line, $"the group {DiagnosticBag.Quote(cells[column])} of {constant.Name}", $"a label of {axis.Name}: {string.Join(", ", axis.Labels)}", Nearest.To(cells[column], axis.Labels) is { } near ? $"did you mean '{near}'?" : "correct the cell, or the axis in card.json");
            }
        }
    }

    /// <summary>One column of the file, of the rows of a group where one is given, by location.</summary>
    private double[]? Column(LocationConstant constant, CsvTable table, string header, (int Column, string Label)? group, IReadOnlyList<string>? locations)
    {
        int column = table.Column(header, $"constant {constant.Name}", bag);
        int where = constant.LocationColumn is { } name ? table.Column(name, "location", bag) : -1;
        if (column < 0 || (constant.LocationColumn is not null && where < 0))
        {
            return null;
        }

        string what = group is { } g ? $"{constant.Name} of {g.Label}" : constant.Name;
        var known = locations?.ToHashSet();
        var read = new Dictionary<string, double>();
        double sum = 0;
        int rows = 0;
        foreach ((int line, string[] cells) in table.Rows(bag))
        {
            if (group is { } wanted && cells[wanted.Column] != wanted.Label)
            {
                continue;
            }

            rows++;
            string location = where < 0 ? "" : cells[where];
            string text = cells[column];
            double value = double.NaN;
            bool missing = text.Length == 0 || card.Missing.Contains(text);
            if (!missing && (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value)))
            {
                bag.Error("ND0006", table.Path, line, $"{DiagnosticBag.Quote(text)} in column '{header}'", "a number", "write a number with a decimal point and no thousands sign");
                continue;
            }

            sum += value;
            bool used = where < 0 || known is null || known.Contains(location);
            if (used)
            {
                Check(constant, value, table.Path, line, where < 0 ? $"{what}, row {line - 1}" : $"{what} of {location}", part: where < 0 || constant.Axis is not null);
            }

            if (where >= 0 && !read.TryAdd(location, value))
            {
                bag.Error("ND0003", table.Path, line, $"a second row for {DiagnosticBag.Quote(location)}", "one row a location", "remove one of them");
            }
        }

        if (group is { } absent && rows == 0)
        {
            bag.Error("ND0029", table.Path, null, $"no row for the group {DiagnosticBag.Quote(absent.Label)} of {constant.Name}", "a row for each label of the axis", "add it, or correct the axis in card.json");
            return null;
        }

        if (locations is null)
        {
            return null;
        }

        if (where >= 0)
        {
            return ByLocation(what, table.Path, locations, read);
        }

        Check(constant, sum, table.Path, null, $"{what}, summed over {table.Path}", part: constant.Axis is not null);
        return [.. Enumerable.Repeat(sum, locations.Count)];
    }

    private double[] ByLocation(string what, string path, IReadOnlyList<string> locations, Dictionary<string, double> read)
    {
        foreach (string location in locations.Where(l => !read.ContainsKey(l)))
        {
            bag.Error("ND0010", path, null, $"no row for {DiagnosticBag.Quote(location)}, which is in the data", $"{what} of every location", Nearest.To(location, read.Keys) is { } near ? $"did you mean '{near}'? The names must agree letter by letter" : "add the row");
        }

        var known = locations.ToHashSet();
        foreach (string location in read.Keys.Where(l => !known.Contains(l)))
        {
            bag.Warning("ND0010", path, null, $"{DiagnosticBag.Quote(location)}, which is not in the data", "the locations of the data", "nothing, if it is meant: the row is not used");
        }

        return [.. locations.Select(l => read.GetValueOrDefault(l, double.NaN))];
    }

    // Nothing can be divided by a population of nobody; a part of a whole, such as an age group, may be empty.
    private void Check(LocationConstant constant, double value, string path, int? line, string what, bool part = false)
    {
        bool people = constant.IsSum;
        if (double.IsNaN(value) || (people && (part ? value < 0 : value <= 0)))
        {
            bag.Error("ND0009", path, line, $"{what}: {(double.IsNaN(value) ? "missing" : $"{value}")}", people ? "more than 0 people" : "a number", "fill it in from a census; a model cannot do without");
        }
    }
}
