namespace NimmGen.Data;

/// <summary>Tables with one column a place, or one column a date, made long: one row a place and date.</summary>
internal static class WideForm
{
    private const int FewestDates = 5;
    private const string PlaceColumn = "place";

    /// <summary>The long table, or the same one where it is long.</summary>
    public static (IntakeTable Table, Guess? Guess) Unfold(IntakeTable table, IntakeOptions options, NumberReading numbers)
    {
        int[] dated = [.. Enumerable.Range(0, table.Header.Length).Where(c => DateForm.All.Any(f => f.Read(table.Header[c]) is not null))];
        if (dated.Length >= FewestDates && options.Date is null)
        {
            int[] rest = [.. Enumerable.Range(0, table.Header.Length).Except(dated)];
            string target = options.Target ?? "cases";
            return (Melt(table, dated, rest, "date", target), new("layout", $"one column a date: {dated.Length} of them", "write one row a place and date"));
        }

        if (options.Wide == false || options.Place is not null)
        {
            return (table, null);
        }

        int[] numeric = [.. Enumerable.Range(0, table.Header.Length).Where(c => IsCounts(table, c, numbers))];
        int[] other = [.. Enumerable.Range(0, table.Header.Length).Except(numeric)];
        bool speaks = numeric.Any(c => Known(table.Header[c])) || numeric.Any(c => table.Header[c] == options.Target);
        bool free = other.Length == 1 && !speaks;
        if (options.Wide != true && (!free || numeric.Length < 2))
        {
            return (table, null);
        }

        if (options.Wide != true && numeric.Length == 2 && !options.AcceptAll)
        {
            throw new IntakeException(
                "ND0040", table.File, 1, $"two columns of numbers, {table.Header[numeric[0]]} and {table.Header[numeric[1]]}, whose headers do not say what they count", "places side by side, or a count and an input", "--wide if they are two places, --target NAME if one of them is the count to forecast");
        }

        if (options.Wide == true && numeric.Length == 0)
        {
            throw new IntakeException("ND0041", table.File, 1, "--wide, and no column of counts", "one column a place", "leave --wide out");
        }

        return (Melt(table, numeric, other, PlaceColumn, options.Target ?? "cases"), new("layout", $"one column a place: {numeric.Length} of them, {table.Header[numeric[0]]} to {table.Header[numeric[^1]]}", "--wide no, --target COLUMN"));
    }

    private static bool Known(string header) =>
        Words.Of(header) is var words && Array.Exists(words, w =>
            Words.Cases.Contains(w) || Words.Deaths.Contains(w) || Words.Hospital.Contains(w) || Words.Population.Contains(w) || Words.Cumulative.Contains(w) || Words.Percent.Contains(w));

    private static bool IsCounts(IntakeTable table, int column, NumberReading numbers) =>
        !Words.Speaks(table.Header[column], Words.Date) && !Words.Speaks(table.Header[column], Words.Year)
        && table.Rows.All(r => numbers.TryRead(r[column], out double v) && !(v < 0)) && table.Rows.Any(r => !numbers.IsMissing(r[column]));

    private static IntakeTable Melt(IntakeTable table, int[] melted, int[] kept, string name, string value)
    {
        long cells = (long)table.Rows.Count * melted.Length;
        if (cells > SeriesGrid.MostCells)
        {
            throw new IntakeException("ND0013", table.File, null, $"{table.Rows.Count:N0} rows of {melted.Length:N0} places or dates", $"at most {SeriesGrid.MostCells:N0} values", "keep fewer places or steps, or add them up");
        }

        var rows = new List<string[]>(table.Rows.Count * melted.Length);
        var lines = new List<int>(rows.Capacity);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            foreach (int c in melted)
            {
                rows.Add([.. kept.Select(k => table.Rows[r][k]), table.Header[c], table.Rows[r][c]]);
                lines.Add(table.Lines[r]);
            }
        }

        return table with { Header = [.. kept.Select(k => table.Header[k]), name, value], Rows = rows, Lines = lines };
    }
}
