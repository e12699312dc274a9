namespace NimmGen.Data;

/// <summary>Horizon and origins that suit a series of a length.</summary>
internal static class OriginChoice
{
    /// <summary>Fewer steps give no forecast that could be judged.</summary>
    public const int FewestSteps = 8;

    /// <summary>Below this what is found cannot be told from chance.</summary>
    public const int FewSteps = 30;

    // Four weekly origins, as the benchmark has them; the first leaves three fifths of the series to learn from.
    private const int MostOrigins = 4;
    private const double ShareBefore = 0.6;

    public static Windows Of(int steps, TimeStep step, int? asked, string file, List<Guess> guesses)
    {
        int horizon = asked ?? Horizon(steps, step);
        int spacing = step == TimeStep.Day && steps >= 56 ? 7 : 1;
        int last = steps - horizon;
        int origins = Math.Clamp(1 + (int)((last - ShareBefore * steps) / spacing), 1, MostOrigins);
        int first = last - (origins - 1) * spacing;
        int usual = step switch { TimeStep.Day => 56, TimeStep.Week => 52, _ => 24 };
        int training = Math.Min(usual, Math.Max(2, (first - horizon) / 2));
        if (first - horizon < Math.Max(4, training))
        {
            throw new IntakeException("ND0044", file, null, $"a horizon of {horizon} {Name(step)}{(horizon == 1 ? "" : "s")} for a series of {steps}", $"a horizon of at most {Math.Max(1, steps / 5)}: it is forecast from several earlier steps too", "shorten --horizon");
        }

        int[] at = [.. Enumerable.Range(0, origins).Select(i => first + i * spacing)];
        guesses.Add(new("forecasts", $"{horizon} {Name(step)}{(horizon == 1 ? "" : "s")} ahead, judged after {string.Join(", ", at)} of {steps} {Name(step)}s", "--horizon N, windows in card.json"));
        return new() { Horizon = horizon, TestOrigins = [.. at.Select(o => new Origin(o))], Spacing = spacing, MinTrainSteps = training };
    }

    private static int Horizon(int steps, TimeStep step) => (step, steps) switch
    {
        (TimeStep.Day, >= 280) => 28,
        (TimeStep.Day, >= 112) => 14,
        (TimeStep.Day, >= 56) => 7,
        (TimeStep.Week, >= 104) => 8,
        (TimeStep.Week, >= 40) => 4,
        (TimeStep.Month, >= 60) => 6,
        (TimeStep.Month, >= 36) => 3,
        _ => Math.Max(1, steps / 8),
    };

    private static string Name(TimeStep step) => CardChecks.Word(step);
}
