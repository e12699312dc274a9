using System.CommandLine;
using NimmGen.Search;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary><c>nimmgen compare RUN RUN...</c>: runs side by side, their scores and what they took.</summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("RUN") { Description = "Run files", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "compare",
            "Put runs side by side: author, method, scores, first drafts, questions, tokens, money",
            "nimmgen compare nimmgen-covid-bogota-1.nimm nimmgen-covid-bogota-2.nimm",
            "nimmgen compare --json a.nimm b.nimm")
        {
            paths, json,
        };
        command.SetAction(parsed => Execute(terminal, parsed.GetValue(paths)!, parsed.GetValue(json)));
        return command;
    }

    private sealed record Row(
        string Run, string Task, string Author, string Method, string Without, int Seed, int Candidates, int Scored, double Best, string? Winner,
        double Validation, double Test, DraftRates Drafts, int Questions, long Tokens, decimal Money, double Seconds);

    private static int Execute(Terminal terminal, string[] paths, bool json)
    {
        Row[] rows = [.. paths.Select(p => Read(terminal, p))];
        if (json)
        {
            terminal.WriteJson(rows);
            return ExitCode.Done;
        }

        Table table = Tables.Create("run", "task", "author", "method", "without", ">seed", ">scored", ">best validation", "winner", ">its validation", ">its test", ">questions", ">tokens", ">US dollars", ">worked");
        foreach (Row row in rows)
        {
            table.Row(
                row.Run, row.Task, row.Author, row.Method, row.Without, $"{row.Seed}", $"{row.Scored} of {row.Candidates}", Figures.Score(row.Best), row.Winner ?? "",
                Figures.Score(row.Validation), Figures.Score(row.Test), $"{row.Questions}", $"{row.Tokens:N0}", $"{row.Money:0.00##}", Figures.Duration(row.Seconds));
        }

        terminal.Write(table);
        if (rows.Select(r => r.Task).Distinct().Skip(1).Any())
        {
            terminal.Error.WriteLine("note: the runs are of different tasks; their scores cannot be compared");
        }

        return ExitCode.Done;
    }

    private static Row Read(Terminal terminal, string path)
    {
        using var store = SqliteRunStore.Open(terminal.Resolve(path), write: false);
        RunRecord run = store.Load();
        RunConfiguration asked = run.Configuration;
        CandidateRecord? winner = run.Candidates.FirstOrDefault(c => c.Number == run.Final?.Winner);
        return new(
            path, asked.Task, asked.Author, MethodOptions.NameOf(asked), MethodOptions.Words(asked.Without), asked.Seed,
            run.Candidates.Length, run.Candidates.Count(c => c.Outcome == Outcome.Scored),
            run.Candidates.Select(c => c.Score).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min(),
            winner is null ? null : $"{winner.Number} {winner.Name}",
            winner?.Score ?? double.NaN,
            run.Final?.Test.FirstOrDefault(s => s.Method == run.Final.Calibrator)?.Mean ?? double.NaN,
            Analyst.Of(run).Drafts,
            run.Exchanges.Length, run.Exchanges.Sum(e => e.InputTokens + e.OutputTokens), run.Exchanges.Sum(e => e.Money ?? 0), run.Seconds);
    }
}
