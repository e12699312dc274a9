using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NimmGen.Evaluate;
using NimmGen.Search;
using NimmGen.Search.Benchmarks;

namespace NimmGen.Cli;

/// <summary>Best-so-far curves as tables.</summary>
internal static class SearchCurveTables
{
    // Candidates at which the tables look.
    private static readonly int[] Looks = [1, 4, 8, 12, 16, 20, 30, 40, 60, 80, 120, 160, 240, 320, 400];

    public static void Write(Terminal terminal, RunConfiguration configuration, IReadOnlyList<SearchCurve> curves, ImmutableArray<MethodScores> naive, bool json)
    {
        if (json)
        {
            terminal.WriteJson(curves.Select(c => new
            {
                task = configuration.Task,
                strategy = c.Strategy,
                seed = c.Seed,
                best = Enumerable.Range(1, c.Candidates.Length).Select(c.Best),
                outcomes = c.Candidates.Select(x => x.Outcome.ToString()),
            }));
            return;
        }

        foreach (string line in Markdown(configuration, curves, naive))
        {
            terminal.Out.WriteLine(line);
        }
    }

    /// <summary>Best score after so many candidates: the mean over seeds, and in brackets the least and the most.</summary>
    internal static IEnumerable<string> Markdown(RunConfiguration configuration, IReadOnlyList<SearchCurve> curves, ImmutableArray<MethodScores> naive)
    {
        int[] looks = [.. Looks.Where(k => k < configuration.Iterations), configuration.Iterations];
        IGrouping<string, SearchCurve>[] strategies = [.. curves.GroupBy(c => c.Strategy)];
        MethodScores? hurdle = naive.Where(n => double.IsFinite(n.Mean)).MinBy(n => n.Mean);
        yield return $"Best validation score so far on {configuration.Task}, {Figures.Count(curves.Select(c => c.Seed).Distinct().Count(), "seed")}: mean (least to most)"
            + (hurdle is null ? "." : $"; the best naive forecast, {hurdle.Method}, has {Figures.Score(hurdle.Mean)}.");
        yield return "";
        yield return $"| candidates | {string.Join(" | ", strategies.Select(s => s.Key))} |";
        yield return $"|---:|{string.Concat(strategies.Select(_ => "---:|"))}";
        foreach (int look in looks)
        {
            yield return $"| {look} | {string.Join(" | ", strategies.Select(s => Cell(s.Select(c => c.Best(look)))))} |";
        }

        yield return $"| mean over all | {string.Join(" | ", strategies.Select(s => Cell(s.Select(c => c.MeanBest))))} |";
        yield return "";
        yield return "| a search, mean | " + string.Join(" | ", strategies.Select(s => s.Key)) + " |";
        yield return $"|---|{string.Concat(strategies.Select(_ => "---:|"))}";
        (string Name, Func<SearchCurve, double> Value)[] counts =
        [
            ("candidates", c => c.Candidates.Length), ("validated in full", c => c.Count(Outcome.Scored)), ("stopped early", c => c.Count(Outcome.Stopped)),
            ("failed", c => c.Count(Outcome.NotCompiled) + c.Count(Outcome.Rejected) + c.Count(Outcome.Diverged)), ("said before", c => c.Count(Outcome.Duplicate)),
            ("structures", c => c.Candidates.Select(x => x.Name).Distinct().Count()),
        ];
        foreach ((string name, Func<SearchCurve, double> value) in counts)
        {
            yield return $"| {name} | {string.Join(" | ", strategies.Select(s => s.Average(value).ToString("0.#", CultureInfo.InvariantCulture)))} |";
        }
    }

    /// <summary>One row a candidate.</summary>
    internal static string Csv(string task, IReadOnlyList<SearchCurve> curves)
    {
        var text = new StringBuilder("task,strategy,seed,candidate,parent,name,outcome,score,best\n");
        static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
        string Quoted(string value) => value.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? value : $"\"{value.Replace("\"", "\"\"")}\"";
        foreach (SearchCurve curve in curves)
        {
            for (int i = 0; i < curve.Candidates.Length; i++)
            {
                CandidateRecord c = curve.Candidates[i];
                text.Append(CultureInfo.InvariantCulture, $"{Quoted(task)},{curve.Strategy},{curve.Seed},{c.Number},{c.Parent},{Quoted(c.Name)},{c.Outcome},{Number(c.Score)},{Number(curve.Best(i + 1))}\n");
            }
        }

        return text.ToString();
    }

    private static string Cell(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0 ? "-"
            : finite.Min() == finite.Max() ? Figures.Score(finite[0])
            : $"{Figures.Score(finite.Average())} ({Figures.Score(finite.Min())} to {Figures.Score(finite.Max())})";
    }
}
