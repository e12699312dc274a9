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
        yield return new("stages", "Time by stage", ["stage", ">seconds"], [.. a.Stages.Select(s => (string[])[s.Stage, $"{s.Seconds:0.00}"]), ["the loop itself, a candidate", $"{a.Overhead:0.000}"]]);
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
                r.Path, r.Run.Configuration.Task, r.Run.Configuration.Author, MethodOptions.NameOf(r.Run.Configuration.Method),
                .. Marks.Select(m => m <= r.Analysis.Loss.Length ? Figures.Score(r.Analysis.Loss[m - 1].Best) : "-"),
                Figures.Score(r.Analysis.Loss.IsEmpty ? double.NaN : r.Analysis.Loss[^1].Best),
                Figures.Score(r.Run.Final?.Test.FirstOrDefault(s => s.Method == r.Run.Final.Calibrator)?.Mean),
            ]),
        ]);

    private static string[] Gate(string name, int passed, int of) => [name, $"{passed}", $"{of}", of == 0 ? "-" : Share((double)passed / of)];

    private static string Share(double share) => double.IsFinite(share) ? $"{100 * share:0.#} %" : "-";
}
