using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>The tables of an analysis, of one run or of several beside each other.</summary>
internal static class AnalysisSheets
{
    private static readonly int[] Marks = [10, 20, 40, 80];

    /// <summary>What one run shows.</summary>
    public static IEnumerable<Sheet> Of(RunAnalysis a)
    {
        yield return new("improvements", "What improved the best score, and by how much", [">candidate", "name", ">from", ">score", ">gain", "what changed in the model", "the author's reason"],
            [.. a.Improvements.Select(i => (string[])[$"{i.Number}", i.Name, $"{i.From}", Figures.Score(i.Score), Share(i.Gain), i.From is null ? "the first" : i.Changes.IsEmpty ? "nothing that the comparison tells" : string.Join(", ", i.Changes), i.Reason.ReplaceLineEndings(" ")])]);
        yield return new("bugs", $"Failed candidates by code, in the first and the last {a.Span}", ["code", $">first {a.Span}", $">last {a.Span}", ">all"],
            [.. a.Bugs.Select(b => (string[])[b.Code, $"{b.First}", $"{b.Last}", $"{b.All}"])]);
        DraftRates d = a.Drafts;
        yield return new("drafts", "How far programs come as first written", ["gate", ">passed", ">of", ">rate"],
            [
                Gate("compiles", d.Compiled, d.Written), Gate("the checker accepts", d.Verified, d.Compiled - d.Duplicates),
                Gate("the verification agent accepts", d.Accepted, d.Verified), Gate("trains", d.Trained, d.Accepted),
            ]);
        yield return new("stages", "Time by stage", ["stage", ">seconds"], [.. a.Stages.Select(s => (string[])[s.Stage, $"{s.Seconds:0.00}"]), ["the loop itself, a candidate", double.IsFinite(a.Overhead) ? $"{a.Overhead:0.000}" : "-"]]);
        yield return new("questions", "Questions to the language model", ["purpose", ">questions", ">tokens in", ">tokens out", ">US dollars", ">seconds"],
            [.. a.Questions.Select(q => (string[])[q.Purpose, $"{q.Count}", $"{q.InputTokens:N0}", $"{q.OutputTokens:N0}", $"{q.Money:0.00##}", $"{q.Seconds:0.0}"])]);
        yield return new("loss", "Score by iteration: of the candidate, mean and best of all so far", [">candidate", ">score", ">mean", ">best"],
            [.. a.Loss.Select(l => (string[])[$"{l.Number}", Figures.Score(l.Score), Figures.Score(l.Mean), Figures.Score(l.Best)])]);
    }

    /// <summary>Runs beside each other: what more iterations and another author give.</summary>
    public static Sheet Sensitivity(IEnumerable<(string Path, RunRecord Run, RunAnalysis Analysis)> runs) => new(
        "sensitivity", "Best validation score after so many candidates, and the winner's test score",
        ["run", "task", "author", "method", .. Marks.Select(m => $">{m}"), ">all", ">test"],
        [
            .. runs.Select(r => (string[])
            [
                r.Path, r.Run.Configuration.Task, r.Run.Configuration.Author, MethodOptions.NameOf(r.Run.Configuration),
                .. Marks.Select(m => m <= r.Analysis.Loss.Length ? Figures.Score(r.Analysis.Loss[m - 1].Best) : "-"),
                Figures.Score(r.Analysis.Loss.IsEmpty ? double.NaN : r.Analysis.Loss[^1].Best),
                Figures.Score(TestOf(r.Run)),
            ]),
        ]);

    /// <summary>Runs of one author and method together: what another model or method gives, and how much that varies from run to run.</summary>
    public static Sheet Authors(IEnumerable<(string Path, RunRecord Run, RunAnalysis Analysis)> runs) => new(
        "authors", "By author and method: best validation score and the winner's test score, mean over runs and their range",
        ["task", "author", "method", ">runs", ">best validation", ">range", ">test", ">range"],
        [
            .. runs.GroupBy(r => (r.Run.Configuration.Task, r.Run.Configuration.Author, Method: MethodOptions.NameOf(r.Run.Configuration))).Select(g =>
            {
                double[] best = Finite(g.Select(r => r.Analysis.Loss.IsEmpty ? double.NaN : r.Analysis.Loss[^1].Best)), test = Finite(g.Select(r => TestOf(r.Run)));
                return (string[])[g.Key.Task, g.Key.Author, g.Key.Method, $"{g.Count()}", Mean(best), Range(best), Mean(test), Range(test)];
            }),
        ]);

    /// <summary>The course of runs together: after each candidate, the mean over runs of the mean and of the best score so far.</summary>
    public static Sheet Course(IEnumerable<(string Path, RunRecord Run, RunAnalysis Analysis)> runs)
    {
        RunAnalysis[] all = [.. runs.Select(r => r.Analysis)];
        return new(
            "course", "Score by iteration, mean over runs: mean and best of all candidates so far", [">candidate", ">runs", ">mean", ">best", ">range of the best"],
            [
                .. Enumerable.Range(0, all.Select(a => a.Loss.Length).DefaultIfEmpty(0).Max()).Select(i =>
                {
                    LossPoint[] points = [.. all.Where(a => i < a.Loss.Length).Select(a => a.Loss[i])];
                    double[] best = Finite(points.Select(p => p.Best));
                    return (string[])[$"{i + 1}", $"{points.Length}", Mean(Finite(points.Select(p => p.Mean))), Mean(best), Range(best)];
                }),
            ]);
    }

    private static double TestOf(RunRecord run) => run.Final?.Test.FirstOrDefault(s => s.Method == run.Final.Calibrator)?.Mean ?? double.NaN;

    private static double[] Finite(IEnumerable<double> values) => [.. values.Where(double.IsFinite)];

    private static string Mean(double[] values) => Figures.Score(values.Length == 0 ? double.NaN : values.Average());

    private static string Range(double[] values) => values.Length == 0 ? "-" : $"{Figures.Score(values.Min())} to {Figures.Score(values.Max())}";

    private static string[] Gate(string name, int passed, int of) => [name, $"{passed}", $"{of}", of == 0 ? "-" : Share((double)passed / of)];

    private static string Share(double share) => double.IsFinite(share) ? $"{100 * share:0.#} %" : "-";
}
