using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>Checks that every location has every step exactly once, from the first time of the file to the last.</summary>
internal static class TimeIndex
{
    /// <summary>The times of the panel, or default with diagnostics. Costs a sort of the rows, whatever the dates are.</summary>
    public static ImmutableArray<DateOnly> Check(DataCard card, string path, IReadOnlyList<string> locations, List<DataRow> rows, bool someUnread, DiagnosticBag bag)
    {
        if (rows.Count == 0)
        {
            return default;
        }

        bool sound = true;
        var grid = new TimeGrid(card, rows[0].Time);
        var keys = new List<(int Location, int Ordinal, int Line)>(rows.Count);
        foreach (DataRow row in rows)
        {
            if (grid.TryOrdinal(row.Time, out int ordinal))
            {
                keys.Add((row.Location, ordinal, row.Line));
                continue;
            }

            sound = false;
            bag.Error("ND0004", path, row.Line, $"{grid.Label(row.Time)}", $"a whole number of {card.Step.ToString().ToLowerInvariant()}s after {grid.Label(rows[0].Time)}, the first row", "correct the time, or the step in card.json");
        }

        keys.Sort();
        int first = keys.Min(k => k.Ordinal), last = keys.Max(k => k.Ordinal);
        int next = first, location = 0;
        foreach ((int where, int ordinal, int line) in keys)
        {
            if (bag.IsFlooded)
            {
                return default;
            }

            while (location < where)
            {
                sound &= Reached(location, next, last + 1, null);
                (location, next) = (location + 1, first);
            }

            if (ordinal < next)
            {
                sound = false;
                bool samples = card.Time is null;
                bag.Error(
                    "ND0003", path, line, $"a second row for {locations[where]}{(samples ? "" : $" at {grid.Label(grid.Time(ordinal))}")}", samples ? "one row a sample" : "one row a location and time",
                    samples ? "remove one of them, or name the columns that tell them apart in location.columns" : "remove one of them, or name the column that tells them apart as the location");
                continue;
            }

            sound &= Reached(where, next, ordinal, line);
            next = ordinal + 1;
        }

        for (; location < locations.Count && !bag.IsFlooded; location++, next = first)
        {
            sound &= Reached(location, next, last + 1, null);
        }

        return sound ? [.. Enumerable.Range(first, last - first + 1).Select(grid.Time)] : default;

        bool Reached(int where, int from, int to, int? line)
        {
            if (from >= to)
            {
                return true;
            }

            string missing = to - from == 1 ? grid.Label(grid.Time(from)) : $"{grid.Label(grid.Time(from))} to {grid.Label(grid.Time(to - 1))} ({to - from:N0} steps)";
            bag.Error("ND0004", path, line, $"no row for {locations[where]} at {missing}", $"every {card.Step.ToString().ToLowerInvariant()} from {grid.Label(grid.Time(first))} to {grid.Label(grid.Time(last))} for every location", someUnread ? "correct the rows that could not be read first; add the rows that are then still missing" : "add the rows; leave the cells of values that are not known empty");
            return false;
        }
    }
}
