namespace NimmGen.Data;

/// <summary>Finds the column of dates and how they are written; asks where both stay open.</summary>
internal sealed class DateColumn(IntakeTable table, IntakeOptions options, NumberReading numbers)
{
    private const int Sample = 60;

    /// <summary>The date of each row, what of the header it is, its form, and what was guessed.</summary>
    public sealed record Found(DateOnly[] Dates, int[] Columns, DateForm Form, Guess Guess);

    public Found Find()
    {
        if (options.Date is { } named)
        {
            return Read([table.Column(named, "--date")], r => table.Rows[r][table.Column(named, "--date")]);
        }

        int[] candidates = [.. Enumerable.Range(0, table.Header.Length).Where(LooksDated)];
        if (candidates.Length > 1)
        {
            // A header that says date, not week or month or year, is the finest; one that says nothing is no rival of one that does.
            int[] saying = [.. candidates.Where(c => Words.Speaks(table.Header[c], Words.Date))];
            candidates = saying.Length > 0 ? saying : candidates;
            int[] exact = [.. candidates.Where(IsNamedDate)];
            candidates = exact.Length == 1 ? exact : candidates;
        }

        if (candidates.Length == 0 && Halves() is { } halves)
        {
            return halves;
        }

        if (candidates.Length == 0)
        {
            // What is called the date and is none is read, to say which cell is not.
            candidates = [.. Enumerable.Range(0, table.Header.Length).Where(IsNamedDate)];
        }

        if (candidates.Length == 0)
        {
            throw new IntakeException(
                "ND0041", table.File, 1, $"columns {DiagnosticBag.Quote(string.Join(", ", table.Header))}, none of which holds dates", "a column of dates, weeks or months", "name it with --date COLUMN and say how it is written with --date-format; without dates nothing can be forecast");
        }

        if (candidates.Length > 1 && !options.AcceptAll)
        {
            throw new IntakeException("ND0040", table.File, 1, $"{candidates.Length} columns of dates: {string.Join(", ", candidates.Select(c => table.Header[c]))}", "one that says when the counted events happened", $"say which with --date {table.Header[candidates[0]]}");
        }

        return Read([candidates[0]], r => table.Rows[r][candidates[0]]);
    }

    private bool IsNamedDate(int column) => Words.Of(table.Header[column]) is ["date" or "fecha" or "datum"];

    // Most of a sample is written in one form; bare digits need a header that speaks of time.
    private bool LooksDated(int column)
    {
        string[] cells = [.. table.Rows.Select(r => r[column]).Where(c => !numbers.IsMissing(c)).Distinct().Take(Sample)];
        if (cells.Length == 0 || (cells.All(DateForm.IsBare) && !Words.Speaks(table.Header[column], Words.Date)))
        {
            return false;
        }

        return DateForm.All.Any(f => 2 * cells.Count(c => f.Read(c) is not null) > cells.Length)
            || (Words.Speaks(table.Header[column], Words.Date) && cells.Count(c => DateForm.All.Any(f => f.Read(c) is not null)) * 2 > cells.Length);
    }

    // A year in one column, its week or month in another.
    private Found? Halves()
    {
        int year = Single(Words.Year, 1800, 2200), week = Single(Words.Week, 1, 53), month = Single(Words.Month, 1, 12);
        if (year < 0 || (week < 0) == (month < 0))
        {
            return null;
        }

        int part = week >= 0 ? week : month;
        return Read([year, part], r => week >= 0 ? $"{table.Rows[r][year]}{table.Rows[r][part].PadLeft(2, '0')}" : $"{table.Rows[r][year]}-{table.Rows[r][part]}");
    }

    private int Single(HashSet<string> words, int least, int most)
    {
        int[] found = [.. Enumerable.Range(0, table.Header.Length).Where(c => Words.Speaks(table.Header[c], words)
            && table.Rows.All(r => int.TryParse(r[c], out int n) && n >= least && n <= most))];
        return found.Length == 1 ? found[0] : -1;
    }

    private Found Read(int[] columns, Func<int, string> cell)
    {
        string name = string.Join(" and ", columns.Select(c => table.Header[c]));
        string[] distinct = [.. Enumerable.Range(0, table.Rows.Count).Select(cell).Distinct()];
        DateForm[] forms = options.DateFormat is { } word ? [.. DateForm.All.Where(f => f.Word == word)] : [.. DateForm.All];
        DateForm[] fit = [.. forms.Where(f => distinct.All(c => f.Read(c) is not null))];
        if (fit.Length == 0)
        {
            throw Unreadable(name, distinct, cell, forms);
        }

        DateForm form = fit.Length == 1 ? fit[0] : Choose(name, columns, distinct, fit, out string? doubt) is var chosen && (doubt is null || options.AcceptAll) ? chosen : throw new IntakeException(
            "ND0040", table.File, null, $"dates such as {DiagnosticBag.Quote(distinct[0])} in {name}: {doubt}", "one reading", $"say which with {string.Join(" or ", fit.Select(f => $"--date-format {f.Word}"))}");
        var dates = distinct.ToDictionary(c => c, c => form.Read(c)!.Value);
        return new([.. Enumerable.Range(0, table.Rows.Count).Select(r => dates[cell(r)])], columns, form, new("date", $"{name}: {form.Says}", "--date COLUMN, --date-format FORMAT"));
    }

    // Several forms read every cell: the header may tell which; where it does not there is a doubt, in words.
    private DateForm Choose(string name, int[] columns, string[] distinct, DateForm[] fit, out string? doubt)
    {
        doubt = null;
        if (fit.All(f => distinct.All(c => f.Read(c) == fit[0].Read(c))))
        {
            return fit[0];
        }

        string[] words = [.. columns.SelectMany(c => Words.Of(table.Header[c]))];
        DateForm? Of(string word) => fit.FirstOrDefault(f => f.Word == word);
        if (Of("y-m") is { } month && words.Any(Words.Month.Contains))
        {
            return month;
        }

        if (Of("epiweek") is { } epi && words.Any(w => w is "epi" or "epiweek" or "mmwr"))
        {
            return epi;
        }

        if (Of("iso-week") is { } iso && words.Any(w => w is "iso" or "isoweek"))
        {
            return iso;
        }

        doubt = Of("d/m/y") is not null ? "no day is above 12, so that day and month cannot be told apart"
            : Of("iso-week") is not null && Of("epiweek") is not null && words.Any(Words.Week.Contains) ? "ISO weeks begin on Monday, MMWR weeks on Sunday"
            : "they can be read in several ways";
        return words.Any(Words.Week.Contains) && Of("iso-week") is { } week ? week : Steady(distinct, fit);
    }

    // The form in which the fewest steps are missing.
    private static DateForm Steady(string[] distinct, DateForm[] fit) => fit.MaxBy(f =>
    {
        DateOnly[] sorted = [.. distinct.Select(c => f.Read(c)!.Value).Distinct().Order()];
        int step = sorted.Zip(sorted.Skip(1), (a, b) => b.DayNumber - a.DayNumber).GroupBy(d => d).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault(1);
        return sorted.Length / ((sorted[^1].DayNumber - sorted[0].DayNumber) / (double)step + 1);
    })!;

    private IntakeException Unreadable(string name, string[] distinct, Func<int, string> cell, DateForm[] forms)
    {
        DateForm best = forms.MaxBy(f => distinct.Count(c => f.Read(c) is not null))!;
        int row = Enumerable.Range(0, table.Rows.Count).First(r => best.Read(cell(r)) is null);
        string? good = distinct.FirstOrDefault(c => best.Read(c) is not null);
        string bad = cell(row);
        DateForm? other = DateForm.All.FirstOrDefault(f => f.Read(bad) is not null);
        int count = Enumerable.Range(0, table.Rows.Count).Count(r => best.Read(cell(r)) is null);
        string also = good is null ? "" : other is not null ? $", beside {DiagnosticBag.Quote(good)}: mixed forms ({other.Word} and {best.Word})" : $", beside {DiagnosticBag.Quote(good)}";
        return new(
            "ND0007", table.File, table.Lines[row], $"{(bad.Length == 0 ? "an empty cell" : DiagnosticBag.Quote(bad))} in column '{name}'{also}; {count} such cell{(count == 1 ? "" : "s")}",
            $"{best.Says}, in every row", good is not null ? other is not null ? "write all dates in one form" : "correct it, or leave the row out" : $"say how they are written with --date-format: {string.Join(", ", IntakeOptions.DateFormats)}");
    }
}
