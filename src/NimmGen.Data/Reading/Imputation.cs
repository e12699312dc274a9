namespace NimmGen.Data;

/// <summary>
/// Missing covariates take the last value before them at their location, never a later one: a value imputed from the
/// future would leak it. Targets stay missing and are masked.
/// </summary>
internal static class Imputation
{
    /// <summary>Fills covariates in place; returns how many cells of each were filled.</summary>
    public static Dictionary<string, int> CarryForward(DataCard card, string path, IReadOnlyList<string> locations, int steps, Dictionary<string, double[]> values, DiagnosticBag bag)
    {
        var imputed = new Dictionary<string, int>();
        foreach (ChannelColumn series in ChannelColumn.Of(card).Where(s => s.Channel.Role == ChannelRole.Covariate))
        {
            double[] cells = values[series.Key];
            int filled = 0, without = 0;
            for (int t = 0; t < steps; t++)
            {
                for (int l = 0; l < locations.Count; l++)
                {
                    int at = t * locations.Count + l;
                    if (!double.IsNaN(cells[at]))
                    {
                        continue;
                    }

                    cells[at] = t == 0 ? double.NaN : cells[at - locations.Count];
                    (filled, without) = double.IsNaN(cells[at]) ? (filled, without + 1) : (filled + 1, without);
                }
            }

            if (filled > 0)
            {
                imputed[series.Channel.Name] = imputed.GetValueOrDefault(series.Channel.Name) + filled;
            }

            if (filled + without > 0)
            {
                string rest = without > 0 ? $", {without} of them before the first value of their location: these stay missing" : "";
                bag.Warning("ND0019", path, null, $"{filled + without} empty cells in column '{series.Header ?? series.Key}'{rest}", "a value at every step", "nothing, if it is meant: the last value before is carried forward, and reports say so");
            }
        }

        foreach (ChannelColumn target in ChannelColumn.Of(card).Where(s => s.Channel.Role == ChannelRole.Target))
        {
            double[] cells = values[target.Key];
            foreach ((string name, int l) in locations.Select((n, l) => (n, l)))
            {
                if (Enumerable.Range(0, steps).All(t => double.IsNaN(cells[t * locations.Count + l])))
                {
                    bag.Warning("ND0022", path, null, $"no value of '{target.Key}' for {name}", "at least one observation", "nothing, if it is meant: the location is not scored");
                }
            }
        }

        return imputed;
    }
}
