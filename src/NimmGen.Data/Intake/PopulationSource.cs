using System.Globalization;

namespace NimmGen.Data;

/// <summary>People of each place: a number, a column of the table, or another file.</summary>
internal static class PopulationSource
{
    /// <summary>In the order of the places.</summary>
    /// <param name="file">The file that was read, for messages.</param>
    /// <param name="grid">Its last column is the population where <paramref name="inTable"/>.</param>
    /// <param name="inTable">True where the table has a column of it.</param>
    /// <param name="options">What was said of it.</param>
    /// <param name="read">Reads another file: its bytes, or null where there is none.</param>
    public static double[] Of(string file, SeriesGrid grid, bool inTable, IntakeOptions options, Func<string, byte[]?> read, List<Guess> guesses)
    {
        if (inTable)
        {
            return [.. Enumerable.Range(0, grid.Places.Count).Select(p => Last(file, grid, p, guesses))];
        }

        if (options.Population is not { } said)
        {
            throw new IntakeException(
                "ND0041", file, 1, "no column of the population", "how many people live there: models need to know who can be infected",
                grid.Places.Count == 1 ? "say it with --population NUMBER" : "say it with --population NUMBER (the same everywhere), or --population FILE, a CSV file with the columns place and population");
        }

        if (double.TryParse(said.Replace("_", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return number >= 1 && double.IsFinite(number) ? [.. grid.Places.Select(_ => number)] : throw new IntakeException("ND0041", file, null, $"--population {said}", "one person or more", "correct it");
        }

        return read(said) is { } bytes ? OfFile(said, bytes, grid, options, guesses) : throw new IntakeException(
            "ND0041", file, 1, $"--population {DiagnosticBag.Quote(said)}, which is no number, no column and no file", "one of the three", "correct it");
    }

    private static double[] OfFile(string path, byte[] bytes, SeriesGrid grid, IntakeOptions options, List<Guess> guesses)
    {
        string name = Path.GetFileName(path);
        var bag = new DiagnosticBag();
        IntakeTable table = IntakeTable.Read(name, IntakeText.Decode(name, bytes).Text, new(), bag);
        var numbers = NumberReading.Of(table, new IntakeOptions { Decimal = options.Decimal }).Reading;
        int people = Array.FindIndex(table.Header, h => Words.Speaks(h, Words.Population));
        int place = Enumerable.Range(0, table.Header.Length).Where(c => c != people).MaxBy(c => table.Rows.Count(r => grid.Places.Contains(r[c])));
        if (bag.HasErrors || people < 0 || table.Header.Length < 2)
        {
            throw new IntakeException("ND0041", name, 1, $"columns {DiagnosticBag.Quote(string.Join(", ", table.Header))}", "a column of places and one named population", "correct the header");
        }

        guesses.Add(new("population", $"{table.Header[people]} of {name}, by {table.Header[place]}", "--population"));
        var known = table.Rows.GroupBy(r => r[place]).ToDictionary(g => g.Key, g => g.Last()[people]);
        return [.. grid.Places.Select(p => known.TryGetValue(p, out string? cell) && numbers.TryRead(cell, out double v) && v >= 1 ? v : throw new IntakeException(
            "ND0010", name, null, known.ContainsKey(p) ? $"{DiagnosticBag.Quote(cell!)} for {DiagnosticBag.Quote(p)}" : $"no row for {DiagnosticBag.Quote(p)}", "the population of every place, 1 or more", Nearest.To(p, known.Keys) is { } near ? $"did you mean '{near}'? The names must agree letter by letter" : "add it"))];
    }

    // Where it changes from row to row the last one holds.
    private static double Last(string file, SeriesGrid grid, int place, List<Guess> guesses)
    {
        int column = grid.Columns.Length - 1;
        double[] said = [.. Enumerable.Range(0, grid.Times.Length).Select(t => grid.At(column, t, place)).Where(v => !double.IsNaN(v))];
        if (said.Length == 0 || said[^1] < 1)
        {
            throw new IntakeException("ND0009", file, null, $"population of {grid.Places[place]}: {(said.Length == 0 ? "missing" : $"{said[^1]}")}", "more than 0 people", "fill it in from a census; a model cannot do without");
        }

        if (said.Any(v => v != said[^1]) && !guesses.Any(g => g.What == "population" && g.Value.Contains("last", StringComparison.Ordinal)))
        {
            guesses.Add(new("population", "it changes over time: the last value of each place holds", "--population"));
        }

        return said[^1];
    }
}
