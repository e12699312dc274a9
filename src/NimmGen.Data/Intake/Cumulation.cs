namespace NimmGen.Data;

/// <summary>Makes counts of each step of counts since the beginning.</summary>
internal static class Cumulation
{
    /// <summary>In place. The first count of a place is not known: it is what was counted before. A count that falls is a correction, and its step is not known.</summary>
    public static void Undo(SeriesGrid grid, string column, List<Guess> guesses)
    {
        int falls = 0, count = grid.Places.Count;
        double[] values = grid.Values[0];
        for (int p = 0; p < count; p++)
        {
            double before = double.NaN;
            for (int t = 0; t < grid.Times.Length; t++)
            {
                int at = t * count + p;
                double value = values[at];
                falls += value < before ? 1 : 0;
                values[at] = value >= before ? value - before : double.NaN;

                // Behind a gap the difference would be that of several steps.
                before = value;
            }
        }

        if (falls > 0)
        {
            guesses.Add(new("corrections", $"{falls} counts of {column} are below the one before: the new counts of these steps are left empty", "correct the file"));
        }
    }
}
