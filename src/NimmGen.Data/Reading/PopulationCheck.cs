namespace NimmGen.Data;

/// <summary>Counts of people against the number of those who live there.</summary>
internal static class PopulationCheck
{
    private const string Population = "population";

    /// <summary>An error where more are counted in one step than there are; a warning where more are in all, which reinfection can explain.</summary>
    public static void Check(Panel panel, string path, DiagnosticBag bag)
    {
        if (!panel.ConstantNames.Contains(Population) || panel.Card.Targets.FirstOrDefault() is not { IsCount: true, Axis: null } target || !target.Unit.IsCompatibleWith(Ir.Unit.Of("people")))
        {
            return;
        }

        ReadOnlySpan<double> counts = panel.Values(target.Name);
        ReadOnlySpan<double> people = panel.Constant(Population).AsSpan();
        for (int p = 0; p < panel.LocationCount && !bag.IsFlooded; p++)
        {
            double most = 0, sum = 0;
            for (int t = 0; t < panel.StepCount; t++)
            {
                double count = counts[t * panel.LocationCount + p];
                (most, sum) = double.IsNaN(count) ? (most, sum) : (Math.Max(most, count), sum + count);
            }

            string fix = "correct the population (is it in thousands?), or what the column counts";
            if (most > people[p])
            {
                bag.Error("ND0043", path, null, $"{most:N0} {target.Name} in one step in {panel.Locations[p]}, whose population is {people[p]:N0}", "a population larger than the count", fix);
            }
            else if (target.Kind == ChannelKind.New && sum > people[p])
            {
                bag.Warning("ND0043", path, null, $"{sum:N0} {target.Name} in all in {panel.Locations[p]}, whose population is {people[p]:N0}", "a population larger than all that were counted, unless people fall ill again", fix);
            }
        }
    }
}
