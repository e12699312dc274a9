using NimmGen.Ir;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>What is said of a search that ended without a usable twin: why, and what would help.</summary>
internal static class Fruitless
{
    private const int Shown = 5;

    public static void Write(Terminal terminal, RunRecord run, string path)
    {
        TextWriter error = terminal.Error;
        error.WriteLine($"error: the search ended without a usable twin: none of {Figures.Count(run.Candidates.Length, "candidate")} could be scored");
        foreach (var outcome in run.Candidates.GroupBy(Outcomes.Words).OrderByDescending(g => g.Count()).Take(Shown))
        {
            error.WriteLine($"    {outcome.Count()} x {outcome.Key}");
        }

        if (run.Candidates.IsEmpty)
        {
            error.WriteLine("    fix: nothing was proposed; see above for the reason");
            return;
        }

        error.WriteLine($"    see each with 'nimmgen show {path} NUMBER'; what a code means with 'nimmgen explain CODE'");
        error.WriteLine($"    fix: {Advice(run, path)}");
    }

    // More of the same helps where candidates fail for different reasons. Where all have one cause it lies outside of them.
    private static string Advice(RunRecord run, string path)
    {
        Diagnostic[][] causes = [.. run.Candidates.Select(c => Causes(c).ToArray())];
        string[] common = [.. causes.Select(c => c.Select(d => d.Code)).Aggregate((a, b) => a.Intersect(b)).Order(StringComparer.Ordinal)];
        if (run.Candidates.Length < 2 || common.Length == 0)
        {
            return $"try more candidates, --iterations {Math.Max(40, 2 * run.Configuration.Iterations)}, or another --seed";
        }

        string code = common[0];
        Diagnostic example = causes[0].First(d => d.Code == code);
        string cure = code switch
        {
            "NL0022" => $"the language model writes no programs: read its replies with 'nimmgen show {path} 1 --exchanges', and go on with another by 'nimmgen resume {path} --llm SPEC --iterations N'",
            _ when code.StartsWith("NL", StringComparison.Ordinal) => $"the language model gives no usable reply; {example.Fix ?? "try another"}",
            "NG9003" => "no training stays finite: look at the data first, with 'nimmgen data check' (a population of zero, counts in another unit, a wrong column)",
            _ => $"look at what the candidates have in common, the data and their card first: 'nimmgen explain {code}'",
        };
        return $"every candidate failed with {code} ({example.Message}), so more of them cannot help; {cure}";
    }

    private static IEnumerable<Diagnostic> Causes(CandidateRecord candidate) =>
        candidate.Outcome == Outcome.Diverged
            ? candidate.Diagnostics.Where(d => d.Code == "NG9003").Take(1)
            : candidate.Diagnostics.Where(d => d.Severity == Severity.Error || d.Code == "NG9002");
}
