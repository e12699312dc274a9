namespace NimmGen.Report;

/// <summary>A reproduction number near one at the origin or as it is continued: whether scenarios grow or shrink then hangs on errors too small to see.</summary>
internal static class NearOne
{
    private const double Least = 0.9, Most = 1.1;

    /// <summary>The warning with the number found (median of places); null where it is not near one or not known.</summary>
    public static string? InWords(RunView view)
    {
        if (view.LastOrigin is not { } twin || twin.Series.IsDefaultOrEmpty || twin.Series.FirstOrDefault(s => s.Name == "reproduction number") is not { } series)
        {
            return null;
        }

        int before = series.Steps.Count(s => s < twin.TrainSteps) - 1;
        return Warning(before, "at the origin") ?? Warning(series.Steps.Length - 1, "at the end of the forecast");

        string? Warning(int at, string where)
        {
            if (at < 0)
            {
                return null;
            }

            int places = series.Values.Length / series.Steps.Length;
            double[] known = [.. series.Values.AsSpan(at * places, places).ToArray().Where(double.IsFinite).Order()];
            double found = known.Length == 0 ? double.NaN : known[known.Length / 2];
            return found is >= Least and <= Most
                ? $"Caution: the reproduction number {where} is {Figures.Number(found)}{(places > 1 ? " (median of places)" : "")}, close to one. A small error of it decides between a wave and a decline, so these curves can differ much from the forecast: read them as directions, not as amounts."
                : null;
        }
    }
}
