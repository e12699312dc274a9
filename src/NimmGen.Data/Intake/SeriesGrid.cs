namespace NimmGen.Data;

/// <summary>The values of an unknown file on a regular grid: every step of every place, NaN where nothing is known.</summary>
internal sealed class SeriesGrid
{
    /// <summary>Values of one column that a data set may have.</summary>
    public const long MostCells = 2_000_000;

    private SeriesGrid(TimeStep step, List<string> places, DateOnly[] times, int[] columns)
    {
        Step = step;
        Places = places;
        Times = times;
        Columns = columns;
        Values = [.. columns.Select(_ => Filled(times.Length * places.Count))];
    }

    public TimeStep Step { get; }

    public List<string> Places { get; private set; }

    public DateOnly[] Times { get; private set; }

    /// <summary>Columns of the table, the target first, the population last where there is one.</summary>
    public int[] Columns { get; private set; }

    /// <summary>[column][step * places + place].</summary>
    public double[][] Values { get; private set; }

    public double At(int column, int step, int place) => Values[column][step * Places.Count + place];

    public static SeriesGrid Fill(IntakeTable table, Roles roles, DateColumn.Found dates, NumberReading numbers, IntakeOptions options, List<Guess> guesses, DiagnosticBag bag)
    {
        (TimeStep step, Func<DateOnly, int> ordinal, Func<int, DateOnly> time) = Steps(table, dates, guesses);
        var places = new List<string>();
        var index = new Dictionary<string, int>();
        var place = new int[table.Rows.Count];
        for (int r = 0; r < place.Length; r++)
        {
            string name = roles.Places.Length == 0 ? roles.OnlyPlace : RoleFinder.Place(table.Rows[r], roles.Places);
            if (name.Length == 0)
            {
                bag.Error("ND0026", table.File, table.Lines[r], $"an empty cell in column '{table.Header[roles.Places[0]]}'", "the place's name", "name the place in every row");
                continue;
            }

            if (!index.TryGetValue(name, out place[r]))
            {
                index.Add(name, place[r] = places.Count);
                places.Add(name);
            }
        }

        int last = dates.Dates.Max(ordinal), steps = last + 1;
        if ((long)steps * places.Count > MostCells)
        {
            int late = Array.IndexOf(dates.Dates, dates.Dates.Max()), early = Array.IndexOf(dates.Dates, dates.Dates.Min());
            throw new IntakeException(
                "ND0013", table.File, table.Lines[late], $"{steps:N0} steps, {dates.Dates[early]:yyyy-MM-dd} (line {table.Lines[early]}) to {dates.Dates[late]:yyyy-MM-dd} (this line), of {places.Count:N0} places", $"at most {MostCells:N0} values", "correct the dates if one is wrong; else keep fewer places or steps, or add them up");
        }

        int[] columns = [roles.Target, .. roles.Covariates, .. roles.Population >= 0 ? [roles.Population] : (int[])[]];
        var grid = new SeriesGrid(step, places, [.. Enumerable.Range(0, steps).Select(time)], columns);
        grid.Read(table, place, ordinal, dates, numbers, options, bag);
        return grid;
    }

    /// <summary>Keeps steps [from, to) and some places.</summary>
    public void Keep(int from, int to, IReadOnlyList<int> places)
    {
        int count = Places.Count;
        Values = [.. Values.Select(old => Enumerable.Range(from, to - from).SelectMany(t => places.Select(p => old[t * count + p])).ToArray())];
        Times = Times[from..to];
        Places = [.. places.Select(p => Places[p])];
    }

    /// <summary>Leaves out some of the columns, by their index in <see cref="Columns"/>.</summary>
    public void Drop(IReadOnlyList<int> columns)
    {
        int[] kept = [.. Enumerable.Range(0, Columns.Length).Except(columns)];
        Values = [.. kept.Select(c => Values[c])];
        Columns = [.. kept.Select(c => Columns[c])];
    }

    private static double[] Filled(int length)
    {
        var values = new double[length];
        Array.Fill(values, double.NaN);
        return values;
    }

    private void Read(IntakeTable table, int[] place, Func<DateOnly, int> ordinal, DateColumn.Found dates, NumberReading numbers, IntakeOptions options, DiagnosticBag bag)
    {
        var lines = new int[Times.Length * Places.Count];
        for (int r = 0; r < place.Length && !bag.IsFlooded; r++)
        {
            int at = ordinal(dates.Dates[r]) * Places.Count + place[r];
            bool second = lines[at] != 0, differs = false;
            for (int c = 0; c < Columns.Length; c++)
            {
                string cell = table.Rows[r][Columns[c]];
                if (!numbers.TryRead(cell, out double value))
                {
                    bag.Error("ND0006", table.File, table.Lines[r], $"{DiagnosticBag.Quote(cell)} in column '{table.Header[Columns[c]]}'", "a number, or an empty cell", $"correct it; if it means not known, say so with --missing {DiagnosticBag.Quote(cell)}");
                }

                if (c == 0 && value < 0)
                {
                    bag.Error("ND0005", table.File, table.Lines[r], $"{cell} in column '{table.Header[Columns[c]]}'", "a count, 0 or more", "corrections of earlier days belong to those days; leave the cell empty if the count is not known");
                }

                // The population is that of the place, however many rows it stands in.
                bool adds = second && options.SumRows && !double.IsNaN(value) && c == 0;
                differs |= second && !value.Equals(Values[c][at]);
                Values[c][at] = adds ? value + (double.IsNaN(Values[c][at]) ? 0 : Values[c][at]) : second && double.IsNaN(value) ? Values[c][at] : value;
            }

            if (second && differs && !options.SumRows)
            {
                bag.Error(
                    "ND0003", table.File, table.Lines[r], $"a second row for {Places[place[r]]} at {dates.Dates[r]:yyyy-MM-dd}, with other values than line {lines[at]}", "one row a place and date",
                    "remove one; if the rows are parts, such as ages, add them up with --sum-rows; if they are places, name their column with --place");
            }

            lines[at] = table.Lines[r];
        }

        if (options.GapsAreZero)
        {
            for (int at = 0; at < lines.Length; at++)
            {
                Values[0][at] = lines[at] == 0 ? 0 : Values[0][at];
            }
        }
    }

    // One day, seven days, or months: what most neighbouring dates are apart.
    private static (TimeStep Step, Func<DateOnly, int> Ordinal, Func<int, DateOnly> Time) Steps(IntakeTable table, DateColumn.Found dates, List<Guess> guesses)
    {
        DateOnly[] sorted = [.. dates.Dates.Distinct().Order()];
        DateOnly first = sorted[0];
        int[] apart = [.. sorted.Zip(sorted.Skip(1), (a, b) => b.DayNumber - a.DayNumber)];
        int modal = apart.GroupBy(d => d).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefault();
        TimeStep step = dates.Form.Step ?? modal switch
        {
            1 => TimeStep.Day,
            7 => TimeStep.Week,
            >= 28 and <= 31 => TimeStep.Month,
            _ => throw new IntakeException(
                "ND0042", table.File, null, sorted.Length < 2 ? $"one date, {first:yyyy-MM-dd}" : $"dates that are mostly {modal} days apart", "a row each day, week or month", sorted.Length < 2 ? "give a series: several dates of a place" : "add the rows up to weeks or months"),
        };
        guesses.Add(new("step", $"{CardChecks.Word(step)}, {first:yyyy-MM-dd} to {sorted[^1]:yyyy-MM-dd}", dates.Form.Step is null ? "the dates tell it" : "--date-format FORMAT"));
        if (step == TimeStep.Month)
        {
            int start = 12 * first.Year + first.Month - 1;
            return (step, d => 12 * d.Year + d.Month - 1 - start, n => new DateOnly((start + n) / 12, (start + n) % 12 + 1, 1));
        }

        int length = step == TimeStep.Week ? 7 : 1;
        if (Array.Find(sorted, d => (d.DayNumber - first.DayNumber) % length != 0) is var odd && odd != default)
        {
            throw new IntakeException(
                "ND0042", table.File, table.Lines[Array.IndexOf(dates.Dates, odd)], $"{odd:yyyy-MM-dd}, a {odd.DayOfWeek}, while the first date, {first:yyyy-MM-dd}, is a {first.DayOfWeek} and most are seven days apart", "the same day of each week", "correct the date, or give every day");
        }

        return (step, d => (d.DayNumber - first.DayNumber) / length, n => first.AddDays(n * length));
    }
}
