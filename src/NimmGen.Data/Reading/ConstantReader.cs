using System.Globalization;
using NimmGen.Ir;

namespace NimmGen.Data;

/// <summary>Reads the constants of a card for the locations of the data.</summary>
internal sealed class ConstantReader(DataCard card, FileSource source, ReadLimits limits, DiagnosticBag bag)
{
    /// <param name="locations">Locations of the data; null where these could not be read, and then only the files are checked.</param>
    public Dictionary<string, double[]> Read(IReadOnlyList<string>? locations)
    {
        var constants = new Dictionary<string, double[]>();
        foreach (LocationConstant constant in card.Constants)
        {
            double[]? values = constant.Value is { } value ? Inline(constant, value, locations) : FromFile(constant, locations);
            if (values is not null)
            {
                constants.Add(constant.Name, values);
            }
        }

        return constants;
    }

    private double[]? Inline(LocationConstant constant, double value, IReadOnlyList<string>? locations)
    {
        Check(constant, value, "card.json", null, constant.Name);
        return locations is null ? null : [.. Enumerable.Repeat(value, locations.Count)];
    }

    private double[]? FromFile(LocationConstant constant, IReadOnlyList<string>? locations)
    {
        string path = CardPaths.Below(card, constant.File!);
        if (CsvTable.Open(source, path, constant.File!, card.Source, limits, bag) is not { } table)
        {
            return null;
        }

        int column = table.Column(constant.Column!, $"constant {constant.Name}", bag);
        int where = constant.LocationColumn is { } name ? table.Column(name, "location", bag) : -1;
        if (column < 0 || (constant.LocationColumn is not null && where < 0))
        {
            return null;
        }

        var known = locations?.ToHashSet();
        var read = new Dictionary<string, double>();
        double sum = 0;
        foreach ((int line, string[] cells) in table.Rows(bag))
        {
            string location = where < 0 ? "" : cells[where];
            string text = cells[column];
            double value = double.NaN;
            bool missing = text.Length == 0 || card.Missing.Contains(text);
            if (!missing && (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value)))
            {
                bag.Error("ND0006", path, line, $"{DiagnosticBag.Quote(text)} in column '{constant.Column}'", "a number", "write a number with a decimal point and no thousands sign");
                continue;
            }

            sum += value;
            bool used = where < 0 || known is null || known.Contains(location);
            if (used)
            {
                Check(constant, value, path, line, where < 0 ? $"{constant.Name}, row {line - 1}" : $"{constant.Name} of {location}", partOfSum: where < 0);
            }

            if (where >= 0 && !read.TryAdd(location, value))
            {
                bag.Error("ND0003", path, line, $"a second row for {DiagnosticBag.Quote(location)}", "one row a location", "remove one of them");
            }
        }

        if (locations is null)
        {
            return null;
        }

        if (where >= 0)
        {
            return ByLocation(constant, path, locations, read);
        }

        Check(constant, sum, path, null, $"{constant.Name}, summed over {table.Path}");
        return [.. Enumerable.Repeat(sum, locations.Count)];
    }

    private double[] ByLocation(LocationConstant constant, string path, IReadOnlyList<string> locations, Dictionary<string, double> read)
    {
        foreach (string location in locations.Where(l => !read.ContainsKey(l)))
        {
            bag.Error("ND0010", path, null, $"no row for {DiagnosticBag.Quote(location)}, which is in the data", $"{constant.Name} of every location", Nearest.To(location, read.Keys) is { } near ? $"did you mean '{near}'? The names must agree letter by letter" : "add the row");
        }

        var known = locations.ToHashSet();
        foreach (string location in read.Keys.Where(l => !known.Contains(l)))
        {
            bag.Warning("ND0010", path, null, $"{DiagnosticBag.Quote(location)}, which is not in the data", "the locations of the data", "nothing, if it is meant: the row is not used");
        }

        return [.. locations.Select(l => read.GetValueOrDefault(l, double.NaN))];
    }

    // Nothing can be divided by a population of nobody; a part of a sum, such as an age group, may be empty.
    private void Check(LocationConstant constant, double value, string path, int? line, string what, bool partOfSum = false)
    {
        bool people = constant.Unit.IsCompatibleWith(Unit.Of("people"));
        if (double.IsNaN(value) || (people && (partOfSum ? value < 0 : value <= 0)))
        {
            bag.Error("ND0009", path, line, $"{what}: {(double.IsNaN(value) ? "missing" : $"{value}")}", people ? "more than 0 people" : "a number", "fill it in from a census; a model cannot do without");
        }
    }
}
