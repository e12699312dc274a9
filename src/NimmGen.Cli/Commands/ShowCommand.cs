using System.CommandLine;
using System.Text.Json;
using NimmGen.Search;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary><c>nimmgen show RUN [NUMBER]</c>: candidates and scores of a run, or one candidate's program and diagnostics.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> path = SharedOptions.Run();
        var number = new Argument<int?>("NUMBER") { Description = "A candidate, to see its program and diagnostics", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> exchanges = new("--exchanges") { Description = "Print the questions to the language model and its replies too" };
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "show",
            "Print the candidates and scores of a run; also while it is running",
            "nimmgen show nimmgen-boarding-school-1.nimm          all candidates, scores",
            "nimmgen show nimmgen-boarding-school-1.nimm 7        one program, and what was said of it",
            "nimmgen show nimmgen-covid-bogota-1.nimm 7 --exchanges   and what its author was asked and answered",
            "nimmgen show nimmgen-boarding-school-1.nimm --json   everything that is stored")
        {
            path, number, exchanges, json,
        };
        command.SetAction(parsed => Execute(terminal, parsed.GetValue(path)!, parsed.GetValue(number), parsed.GetValue(exchanges), parsed.GetValue(json)));
        return command;
    }

    private static int Execute(Terminal terminal, string path, int? number, bool exchanges, bool json)
    {
        using var store = SqliteRunStore.Open(terminal.Resolve(path), write: false);
        RunRecord run = store.Load();
        CandidateRecord? candidate = number is null ? null : run.Candidates.FirstOrDefault(c => c.Number == number);
        if (number is not null && candidate is null)
        {
            string range = run.Candidates.IsEmpty ? "a run with candidates; this one has none yet" : $"a number from {run.Candidates[0].Number} to {run.Candidates[^1].Number}";
            throw new UserErrorException($"{path}: there is no candidate {number}", range, $"list them: nimmgen show {path}");
        }

        if (json)
        {
            terminal.Out.WriteLine(candidate is null ? JsonSerializer.Serialize(run, RunJson.Indented) : JsonSerializer.Serialize(candidate, RunJson.Indented));
        }
        else if (candidate is null)
        {
            WriteRun(terminal, run, path);
        }
        else
        {
            WriteCandidate(terminal, candidate);
        }

        if (exchanges && !json)
        {
            Exchanges.Write(terminal, run.Exchanges.Where(e => number is null || e.Candidate == number));
        }

        return ExitCode.Done;
    }

    private static void WriteRun(Terminal terminal, RunRecord run, string path)
    {
        RunConfiguration asked = run.Configuration;
        terminal.Out.WriteLine(RunSummary.What(run.Data));
        terminal.Out.WriteLine($"Started {run.Started}, worked {Figures.Duration(run.Seconds)}, seed {asked.Seed}, {asked.Author}{(asked.Mode == RunConfiguration.Hybrid ? ", hybrid mode" : "")}, {asked.Strategy}, nimmgen {run.Version}");
        terminal.Out.WriteLine($"Candidates: {run.Candidates.Length} of {asked.Iterations}{(run.Final is null ? $", not ended: nimmgen resume {path}" : "")}");
        Table table = Tables.Create(">", ">from", "name", "outcome", ">validation", ">seconds", "change");
        foreach (CandidateRecord candidate in run.Candidates)
        {
            string mark = candidate.Number == run.Final?.Winner ? "* " : "";
            table.Row(
                mark + candidate.Number, candidate.Parent?.ToString() ?? "", candidate.Name,
                candidate.Outcome == Outcome.Scored ? "scored" : Outcomes.Words(candidate), Figures.Score(candidate.Score), candidate.Seconds.ToString("0.0"), candidate.Change.ReplaceLineEndings(" "));
        }

        terminal.Write(table);
        if (run.Final is { } final)
        {
            terminal.Out.WriteLine(RunSummary.Samples(run)
                ? $"* the mechanism that explains best, by {final.Calibrator}. RMSE of {run.Data.TargetTitle}, on inner folds and over all samples, each predicted without its group:"
                : $"* the winner, by {final.Calibrator}. RMSE of {run.Data.TargetTitle}, mean over origins:");
            terminal.Write(Tables.Scores(final.Validation, final.Test, !RunSummary.Samples(run)));
            if (final.Mechanism.Network is { } network)
            {
                terminal.Out.WriteLine($"Network {network.Name}, written by the author:");
                foreach (string layer in Ir.Printing.NetworkPrinter.Describe(network))
                {
                    terminal.Out.WriteLine($"    {layer}");
                }
            }

            foreach (string line in ForecastLines.Of(run).Concat(RunSummary.Quantities(run)).Concat(RunSummary.Parameters(run)))
            {
                terminal.Out.WriteLine(line);
            }
        }
    }

    private static void WriteCandidate(Terminal terminal, CandidateRecord candidate)
    {
        terminal.Out.WriteLine($"Candidate {candidate.Number}: {candidate.Name}, {Outcomes.Words(candidate)}{(candidate.Parent is { } parent ? $"; changes candidate {parent}" : "")}");
        terminal.Out.WriteLine(candidate.Change);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(candidate.Program.TrimEnd());
        if (!candidate.Diagnostics.IsEmpty)
        {
            terminal.Out.WriteLine();
            foreach (Ir.Diagnostic diagnostic in candidate.Diagnostics)
            {
                terminal.Out.WriteLine(diagnostic);
            }
        }

        if (candidate.Judgement is { } judgement)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"The verification agent {(judgement.Accepted ? "accepts" : "rejects")} it:");
            foreach (Criterion criterion in judgement.Criteria)
            {
                terminal.Out.WriteLine($"    {(criterion.Passes ? "passes" : "FAILS ")} {criterion.Name}: {criterion.Reason}");
            }
        }

        if (candidate.Repair is { } repair)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"The reflection agent sees the cause: {repair.Cause}");
            terminal.Out.WriteLine($"    and proposes: {repair.Proposal}");
        }

        if (!candidate.Validation.IsEmpty)
        {
            Table table = Tables.Create("trained by", ">mean RMSE", candidate.Validation[0].Method == Evaluate.StaticEvaluator.Calibrator ? "on the inner folds of each outer fold" : "at each validation origin");
            foreach (Evaluate.MethodScores scores in candidate.Validation)
            {
                table.Row(scores.Method, Figures.Score(scores.Mean), string.Join("  ", scores.Aggregate.Select(s => Figures.Score(s))));
            }

            terminal.Write(table);
        }
    }
}
