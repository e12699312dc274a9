namespace NimmGen.Data;

/// <summary>Whether a series can be forecast at all, and what of it.</summary>
internal static class SeriesChecks
{
    // An input that is unknown at every other step is more carried forward than observed.
    private const double MostUnknown = 0.5;

    /// <summary>Leaves out places without a target, steps before its first and after its last value, and inputs that are mostly unknown.</summary>
    /// <param name="grid">It is cut.</param>
    /// <param name="table">Names the columns.</param>
    /// <param name="population">Column of the population, which stays; or -1.</param>
    /// <param name="guesses">What was left out is added.</param>
    public static void Trim(SeriesGrid grid, IntakeTable table, int population, List<Guess> guesses)
    {
        int steps = grid.Times.Length;
        string target = table.Header[grid.Columns[0]];
        bool Known(int t, int p) => !double.IsNaN(grid.At(0, t, p));
        int[] places = [.. Enumerable.Range(0, grid.Places.Count).Where(p => Enumerable.Range(0, steps).Any(t => Known(t, p)))];
        if (places.Length == 0)
        {
            throw new IntakeException("ND0044", table.File, null, $"no value of {target} at all", "counts to learn from", "name another column with --target");
        }

        int first = Enumerable.Range(0, steps).First(t => places.Any(p => Known(t, p)));
        int last = Enumerable.Range(0, steps).Last(t => places.Any(p => Known(t, p)));
        if (places.Length < grid.Places.Count)
        {
            string[] dropped = [.. grid.Places.Where((_, p) => !places.Contains(p))];
            guesses.Add(new("places left out", $"{RoleFinder.Listed(dropped)}: no value of {target}", "add the values"));
        }

        if (last < steps - 1 || first > 0)
        {
            string before = first > 0 ? $"{first} before {grid.Times[first]:yyyy-MM-dd}" : "", after = last < steps - 1 ? $"{steps - 1 - last} after {grid.Times[last]:yyyy-MM-dd}" : "";
            guesses.Add(new("steps left out", $"{string.Join(" and ", ((string[])[before, after]).Where(s => s.Length > 0))}: they have no value of {target}", "add the values"));
        }

        grid.Keep(first, last + 1, places);
        int[] unknown = [.. Enumerable.Range(1, grid.Columns.Length - 1).Where(c => grid.Columns[c] != population && grid.Values[c].Count(double.IsNaN) > MostUnknown * grid.Values[c].Length)];
        if (unknown.Length > 0)
        {
            guesses.Add(new("inputs left out", $"{RoleFinder.Listed(unknown.Select(c => table.Header[grid.Columns[c]]))}: unknown at most steps", "add the values"));
            grid.Drop(unknown);
        }

        int empty = grid.Values[0].Count(double.IsNaN), all = grid.Values[0].Length;
        if (empty > 0)
        {
            guesses.Add(new("gaps", $"{empty:N0} of {all:N0} values of {target} are not known and stay empty: they are not learned from nor scored", "--gaps zero, where no row means that nothing was counted"));
        }
    }

    public static void Check(SeriesGrid grid, IntakeTable table, DiagnosticBag bag)
    {
        int steps = grid.Times.Length;
        string target = table.Header[grid.Columns[0]];
        if (steps < OriginChoice.FewestSteps)
        {
            throw new IntakeException("ND0044", table.File, null, $"{steps} steps with values of {target}", $"{OriginChoice.FewestSteps} steps at least, and {OriginChoice.FewSteps} for a forecast that can be judged", "wait for more data, or give finer steps");
        }

        int positive = grid.Values[0].Count(v => v > 0);
        if (positive == 0)
        {
            throw new IntakeException("ND0044", table.File, null, $"every value of {target} is 0", "a series in which something happens", "name another column with --target, or another period");
        }

        if (positive == 1)
        {
            bag.Warning("ND0044", table.File, null, $"one value of {target} is above 0, all others are 0", "a series in which something happens more than once", "nothing, if it is meant; no model can be told from another by it");
        }

        if (steps < OriginChoice.FewSteps)
        {
            bag.Warning("ND0044", table.File, null, $"{steps} steps", $"{OriginChoice.FewSteps} or more", "nothing, if there are no more; trust neither the model nor its score far");
        }
    }
}
