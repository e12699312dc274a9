using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>The reflection agent after a round: what the figures say is wrong with the best models, and what to change.</summary>
internal sealed class CritiqueAgent(Correspondence correspondence, ForecastTask task, IReadOnlyList<MethodScores> naive)
{
    private const int Longest = 4000;
    private const int MostOrigins = 8;
    private const int LongestEquations = 3000;
    private const int WithEquations = 2;

    /// <summary>The critique; empty where there is no reply.</summary>
    /// <param name="last">Number of the round's last candidate.</param>
    /// <param name="memory">Of all rounds so far.</param>
    /// <param name="round">The candidates of this one.</param>
    /// <param name="equations">Equations of a candidate's program.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<string> CritiqueAsync(int last, SearchMemory memory, IReadOnlyList<CandidateRecord> round, Func<CandidateRecord, string> equations, CancellationToken cancellation)
    {
        ExchangeRecord exchange = await correspondence.AskAsync(new(last, "reflection", PromptOf(task, naive, memory, round, equations)), cancellation);
        return exchange.Failure is null ? ReplyText.Plain(exchange.Reply, Longest) : "";
    }

    internal static Prompt PromptOf(ForecastTask task, IReadOnlyList<MethodScores> naive, SearchMemory memory, IReadOnlyList<CandidateRecord> round, Func<CandidateRecord, string> equations)
    {
        var values = new PromptValues { ["task"] = TaskText.Of(task), ["naive"] = Naive(naive), ["samples"] = task.Folds.IsEmpty ? "" : "yes" };
        values.List("best", memory.Best.Select((c, i) =>
        {
            string printed = i < WithEquations ? equations(c).TrimEnd() : "";
            return new PromptValues
            {
                ["number"] = $"{c.Number}",
                ["name"] = c.Name,
                ["score"] = PromptNumber.Of(c.Score),
                ["change"] = c.Change,
                ["equations"] = printed.Length > LongestEquations ? printed[..LongestEquations] + "\n..." : printed,
                ["origins"] = Origins(task, Choice.Best(c)),
                ["residuals"] = c.Residuals is { } residuals ? ResidualText.Of(residuals) : "",
            };
        }));
        CandidateRecord[] failed = [.. round.Where(c => c.Outcome != Outcome.Scored)];
        values["failed"] = failed.Length > 0 ? "yes" : "";
        values.List("failures", failed.Select(c => new PromptValues { ["number"] = $"{c.Number}", ["outcome"] = OutcomeText.Of(c) }));
        return PromptLibrary.Fill("reflection", values);
    }

    internal static string Naive(IReadOnlyList<MethodScores> naive) =>
        string.Join(", ", naive.Where(n => double.IsFinite(n.Mean)).OrderBy(n => n.Mean).Select(n => $"{n.Method} {PromptNumber.Of(n.Mean)}"));

    // Evenly thinned: the author sees where it fails, not a table.
    private static string Origins(ForecastTask task, MethodScores scores)
    {
        int count = Math.Min(MostOrigins, scores.Aggregate.Length);
        bool origins = task.Cohort is null && task.Folds.IsEmpty && scores.Aggregate.Length == task.ValidationOrigins.Length;
        return string.Join(", ", Enumerable.Range(0, count).Select(i => count == 1 ? 0 : i * (scores.Aggregate.Length - 1) / (count - 1)).Select(i =>
            (origins ? task.Panel.TimeLabel(task.ValidationOrigins[i].TrainSteps - 1) + " " : "") + PromptNumber.Of(scores.Aggregate[i])));
    }
}
