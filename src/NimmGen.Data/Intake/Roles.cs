using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>What each column of a table is; columns by index.</summary>
internal sealed record Roles
{
    public required int Target { get; init; }

    public required ChannelKind Kind { get; init; }

    /// <summary>True where the file has counts since the beginning, of which the new ones are made.</summary>
    public bool Differences { get; init; }

    /// <summary>Columns whose cells name the place together; none: one place.</summary>
    public required int[] Places { get; init; }

    /// <summary>Name of the one place.</summary>
    public required string OnlyPlace { get; init; }

    /// <summary>Column of the population; -1 where it is given otherwise.</summary>
    public int Population { get; init; } = -1;

    public required int[] Covariates { get; init; }
}

/// <summary>Guesses from headers and values what the columns of a long table are.</summary>
internal sealed class RoleFinder(IntakeTable table, IntakeOptions options, NumberReading numbers, DateColumn.Found dates, ImmutableArray<Guess>.Builder guesses)
{
    // A column of numbers may have a stray text, which is then an error and not a reason to overlook the column.
    private const double MostlyNumbers = 0.9;

    // Counts since the beginning fall only where they were corrected: once in twenty steps at most.
    private const int MostlyRising = 20;

    // A count that only rises for that long, and in every other step at least, is no new count.
    private const int EnoughSteps = 30;

    private readonly bool[] _numeric = [.. Enumerable.Range(0, table.Header.Length).Select(c => !dates.Columns.Contains(c) && IsNumeric(table, c, numbers))];

    public Roles Find()
    {
        int population = options.Population is { } said && Array.FindIndex(table.Header, h => string.Equals(h, said, StringComparison.OrdinalIgnoreCase)) is >= 0 and var named ? named
            : options.Population is null ? Array.FindIndex(table.Header, h => Words.Speaks(h, Words.Population)) is >= 0 and var found && _numeric[found] ? found : -1
            : -1;
        int[] places = Places(population);
        int target = Target(population, places);
        (ChannelKind kind, bool differences) = Kind(target, places);
        if (population >= 0)
        {
            guesses.Add(new("population", table.Header[population], "--population COLUMN, NUMBER or FILE"));
        }

        int[] covariates = Covariates(target, population, places);
        int naming = places.Length > 0 ? -1 : Naming();
        string only = naming >= 0 ? table.Rows[0][naming] : options.Name ?? Path.GetFileNameWithoutExtension(table.File);
        if (places.Length == 0)
        {
            guesses.Add(new("place", $"one, {only}", naming >= 0 ? "--place COLUMN" : "--name NAME"));
        }

        int[] unused = [.. Enumerable.Range(0, table.Header.Length).Except([target, population, naming, .. places, .. covariates, .. dates.Columns])];
        guesses.Add(new("inputs", covariates.Length == 0 ? "none" : Listed(covariates.Select(c => table.Header[c])), "edit channels in card.json"));
        if (unused.Length > 0)
        {
            guesses.Add(new("left out", $"{Listed(unused.Select(c => table.Header[c]))}: text, the same everywhere, or a calendar", "edit channels in card.json"));
        }

        return new() { Target = target, Kind = kind, Differences = differences, Places = places, OnlyPlace = only, Population = population, Covariates = covariates };
    }

    private int[] Places(int population)
    {
        if (options.Place is { } named)
        {
            return [table.Column(named, "--place")];
        }

        // Text that takes more than one value; numbers only where the header says that they are a place or its code.
        int[] candidates =
        [
            .. Enumerable.Range(0, table.Header.Length)
                .Where(c => c != population && !dates.Columns.Contains(c) && (!_numeric[c] || Words.Speaks(table.Header[c], Words.Place)) && Distinct(c) > 1)
                .Where(c => table.Rows.All(r => r[c].Length > 0))
                .OrderByDescending(c => Words.Speaks(table.Header[c], Words.Place)).ThenBy(c => Words.Speaks(table.Header[c], Words.Code)).ThenBy(Distinct).ThenBy(c => c),
        ];
        if (IsUnique([]) && !candidates.Any(c => Words.Speaks(table.Header[c], Words.Place)))
        {
            return [];
        }

        if (options.SumRows)
        {
            return candidates.Where(c => Words.Speaks(table.Header[c], Words.Place)).Take(1).ToArray() is { Length: 1 } summed ? Guessed(summed) : [];
        }

        foreach (int c in candidates)
        {
            if (IsUnique([c]))
            {
                return Guessed([c]);
            }
        }

        foreach (int a in candidates)
        {
            foreach (int b in candidates.Where(b => b > a))
            {
                if (IsUnique([a, b]))
                {
                    return Guessed([a, b]);
                }
            }
        }

        // Rows are double, whatever names the place: the best guess is kept and the doubles are told later.
        return candidates.Where(c => Words.Speaks(table.Header[c], Words.Place)).Take(1).ToArray() is { Length: 1 } one ? Guessed(one)
            : candidates.Length > 0 ? Guessed(candidates[..1]) : [];

        int[] Guessed(int[] columns)
        {
            guesses.Add(new("place", string.Join(" and ", columns.Select(c => table.Header[c])), "--place COLUMN"));
            return columns;
        }
    }

    private int Target(int population, int[] places)
    {
        if (options.Target is { } named)
        {
            return table.Column(named, "--target");
        }

        int[] open = [.. Enumerable.Range(0, table.Header.Length).Where(c => _numeric[c] && c != population && !places.Contains(c) && !dates.Columns.Contains(c))];
        foreach (HashSet<string> words in (HashSet<string>[])[Words.Cases, Words.Deaths, Words.Hospital])
        {
            int[] found = [.. open.Where(c => Words.Speaks(table.Header[c], words) && !(words == Words.Cases && Words.Speaks(table.Header[c], Words.Deaths)))];
            int[] exact = [.. found.Where(c => Words.Of(table.Header[c]) is ["cases" or "casos" or "deaths" or "muertes"])];
            int[] fresh = exact.Length == 1 ? exact : [.. found.Where(c => Words.Speaks(table.Header[c], Words.Fresh))];
            found = found.Length > 1 && fresh.Length == 1 ? fresh : found;
            if (found.Length == 1 || (found.Length > 1 && options.AcceptAll))
            {
                return Guessed(found[0]);
            }

            if (found.Length > 1)
            {
                throw new IntakeException("ND0040", table.File, 1, $"{found.Length} columns that could be forecast: {string.Join(", ", found.Select(c => table.Header[c]))}", "one target", $"say which with --target {table.Header[found[0]]}; the others become inputs");
            }
        }

        int[] rest = [.. open.Where(c => !Words.Speaks(table.Header[c], Words.Calendar) && !Words.Speaks(table.Header[c], Words.Code))];
        return rest.Length == 1 ? Guessed(rest[0]) : throw new IntakeException(
            "ND0041", table.File, 1, rest.Length == 0 ? $"columns {DiagnosticBag.Quote(string.Join(", ", table.Header))}, none of which counts something" : $"columns of numbers {string.Join(", ", rest.Take(10).Select(c => table.Header[c]))}, none of which says that it is the count to forecast",
            "a column of cases, deaths or another count", rest.Length == 0 ? "add it; a cell is a number or empty" : $"say which with --target {table.Header[rest[0]]}");

        int Guessed(int column)
        {
            guesses.Add(new("target", table.Header[column], "--target COLUMN"));
            return column;
        }
    }

    private (ChannelKind Kind, bool Differences) Kind(int target, int[] places)
    {
        string header = table.Header[target];
        if (options.Kind is { } said)
        {
            return said == ChannelKind.Cumulative ? (ChannelKind.New, true) : (said, false);
        }

        (int steps, int rises, int falls) = Changes(target, places);
        (ChannelKind Kind, bool Differences, string Words) guess =
            Words.Speaks(header, Words.Cumulative) && steps > MostlyRising * falls ? (ChannelKind.New, true, "counts since the beginning, by its header: the new ones are their differences")
            : Words.Speaks(header, Words.Percent) && Most(target) <= 100 ? (ChannelKind.Percent, false, "percent")
            : Words.Speaks(header, Words.Prevalent) && !Words.Speaks(header, Words.Fresh) ? (ChannelKind.Prevalence, false, "how many there are at the time")
            : falls == 0 && steps >= EnoughSteps && 2 * rises >= steps ? (ChannelKind.New, true, "counts since the beginning, as they never fall: the new ones are their differences")
            : (ChannelKind.New, false, "new in each step");
        guesses.Add(new("counts", guess.Words, "--kind new, prevalence, cumulative or percent"));
        return (guess.Kind, guess.Differences);
    }

    private int[] Covariates(int target, int population, int[] places)
    {
        var found = new List<int>();
        for (int c = 0; c < table.Header.Length; c++)
        {
            bool free = _numeric[c] && c != target && c != population && !places.Contains(c) && !dates.Columns.Contains(c);
            if (free && !Words.Speaks(table.Header[c], Words.Code) && !Array.TrueForAll(Words.Of(table.Header[c]), Words.Calendar.Contains) && Varies(c, places))
            {
                found.Add(c);
            }
        }

        return [.. found];
    }

    // Within a place: what is the same at each step tells nothing of when.
    private bool Varies(int column, int[] places)
    {
        var first = new Dictionary<string, double>();
        foreach (string[] row in table.Rows)
        {
            if (numbers.TryRead(row[column], out double value) && !double.IsNaN(value) && !first.TryAdd(Place(row, places), value) && first[Place(row, places)] != value)
            {
                return true;
            }
        }

        return false;
    }

    // Over neighbouring values of each place.
    private (int Steps, int Rises, int Falls) Changes(int column, int[] places)
    {
        var last = new Dictionary<string, double>();
        (int steps, int rises, int falls) = (0, 0, 0);
        foreach (int r in Enumerable.Range(0, table.Rows.Count).OrderBy(r => dates.Dates[r]))
        {
            if (!numbers.TryRead(table.Rows[r][column], out double value) || double.IsNaN(value))
            {
                continue;
            }

            string place = Place(table.Rows[r], places);
            if (last.TryGetValue(place, out double before))
            {
                steps++;
                rises += value > before ? 1 : 0;
                falls += value < before ? 1 : 0;
            }

            last[place] = value;
        }

        return (steps, rises, falls);
    }

    private double Most(int column) => table.Rows.Max(r => numbers.TryRead(r[column], out double v) && !double.IsNaN(v) ? v : 0);

    private int Distinct(int column) => table.Rows.Select(r => r[column]).Distinct().Count();

    private bool IsUnique(int[] places)
    {
        var seen = new HashSet<(string, DateOnly)>();
        return Enumerable.Range(0, table.Rows.Count).All(r => seen.Add((Place(table.Rows[r], places), dates.Dates[r])));
    }

    internal static string Place(string[] row, int[] places) => places.Length == 1 ? row[places[0]] : string.Join(", ", places.Select(c => row[c]));

    /// <summary>The first few names and how many more there are.</summary>
    internal static string Listed(IEnumerable<string> names)
    {
        const int Shown = 6;
        string[] all = [.. names];
        return all.Length <= Shown + 1 ? string.Join(", ", all) : $"{string.Join(", ", all.Take(Shown))} and {all.Length - Shown} more";
    }

    // A column of places with one value names the place.
    private int Naming() => Array.FindIndex(
        Enumerable.Range(0, table.Header.Length).ToArray(), c => !_numeric[c] && Words.Speaks(table.Header[c], Words.Place) && Distinct(c) == 1 && table.Rows[0][c].Length > 0);

    private static bool IsNumeric(IntakeTable table, int column, NumberReading numbers)
    {
        int present = 0, read = 0;
        foreach (string[] row in table.Rows)
        {
            if (!numbers.IsMissing(row[column]))
            {
                present++;
                read += numbers.TryRead(row[column], out _) ? 1 : 0;
            }
        }

        return read > 0 && read >= MostlyNumbers * present;
    }
}
