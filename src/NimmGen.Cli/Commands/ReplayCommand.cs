using System.CommandLine;
using System.Text.Json;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary><c>nimmgen replay RUN</c>: does a search again from its stored replies and says what came out otherwise.</summary>
internal static class ReplayCommand
{
    private const int Shown = 10;

    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation, Func<Terminal, ISearch> search)
    {
        Argument<string> path = SharedOptions.Run();
        var copy = new Option<string?>("--run") { Description = "Keep the repeated run in this file; default: it is thrown away", HelpName = "FILE" };
        Option<int?> jobs = SharedOptions.Jobs();
        Option<string?> data = SharedOptions.Data();
        var command = new ExampleCommand(
            "replay",
            "Do a search again from its stored replies, without a network, and compare: the same program on the same machine gives the same run",
            "nimmgen replay nimmgen-boarding-school-1.nimm",
            "nimmgen replay nimmgen-covid-bogota-1.nimm --data ../shared/data --run again.nimm")
        {
            path, copy, jobs, data,
        };
        command.SetAction((parsed, _) => Execute(
            terminal, search(terminal), parsed.GetValue(path)!, parsed.GetValue(copy), parsed.GetValue(jobs) ?? Environment.ProcessorCount, parsed.GetValue(data), cancellation()));
        return command;
    }

    private static async Task<int> Execute(Terminal terminal, ISearch search, string path, string? copy, int jobs, string? data, CancellationToken cancellation)
    {
        RunRecord before;
        using (var stored = SqliteRunStore.Open(terminal.Resolve(path), write: false))
        {
            before = stored.Load();
        }

        RunConfiguration configuration = before.Configuration with { Jobs = jobs, Iterations = before.Final is null ? before.Candidates.Length : before.Configuration.Iterations, Budget = new() };
        ISearchTask task = search.Find(configuration.Task, data, before.Data.Horizon);
        if (task.Data.DataHash != before.Data.DataHash)
        {
            throw new UserErrorException($"{path}: the data of {configuration.Task} are not those of the run", $"data with the hash {before.Data.DataHash}, got {task.Data.DataHash}", "name the folder with the data of that time by --data DIR");
        }

        DirectoryInfo? scratch = copy is null ? Directory.CreateTempSubdirectory("nimmgen-replay-") : null;
        try
        {
            RunRespondent? respondent = configuration.Asks ? new(before) : null;
            using var store = SqliteRunStore.Create(copy is null ? Path.Combine(scratch!.FullName, "replay.nimm") : terminal.Resolve(copy), configuration, task.Data, terminal.Time);
            RunRecord after = await task.Execute(configuration, store, respondent, new PlainProgress(new ProgressState(store.Load(), terminal.Time), terminal.Error), cancellation);
            return Compare(terminal, before, after, respondent);
        }
        catch (SearchStoppedException e)
        {
            terminal.Error.WriteLine(e.Failure.Diagnostic);
            return ExitCode.UserError;
        }
        finally
        {
            scratch?.Delete(recursive: true);
        }
    }

    private static int Compare(Terminal terminal, RunRecord before, RunRecord after, RunRespondent? respondent)
    {
        string[] differences =
        [
            .. (respondent?.Changed ?? []).Select(q => $"candidate {q.Candidate}: the {q.Purpose} prompt is another"),
            .. after.Candidates.Select(c => (c.Number, Why: Difference(before.Candidates.FirstOrDefault(b => b.Number == c.Number), c))).Where(d => d.Why is not null).Select(d => $"candidate {d.Number}: {d.Why}"),
            .. after.Candidates.Length == before.Candidates.Length ? (string[])[] : [$"{after.Candidates.Length} candidates instead of {before.Candidates.Length}"],
            .. before.Final is { } a && Json(a with { TestScored = "" }) != Json(after.Final is { } b ? b with { TestScored = "" } : null) ? (string[])["the winner or its test scores are others"] : [],
        ];
        foreach (string difference in differences.Take(Shown))
        {
            terminal.Out.WriteLine(difference);
        }

        terminal.Out.WriteLine(differences.Length == 0
            ? $"the same, bit for bit: {Figures.Count(after.Candidates.Length, "candidate")}, {Figures.Count(after.Exchanges.Length, "question")}{(before.Final is null ? "" : ", winner and test scores")}"
            : $"{Figures.Count(differences.Length, "difference")} (made by nimmgen {before.Version}, repeated by {after.Version})");
        return differences.Length == 0 ? ExitCode.Done : ExitCode.UserError;
    }

    private static string? Difference(CandidateRecord? before, CandidateRecord after) =>
        before is null ? "is new"
        : before.Program != after.Program ? "another program"
        : before.Outcome != after.Outcome ? $"{Outcomes.Words(after)}, was {Outcomes.Words(before)}"
        : Json(before.Validation) != Json(after.Validation) ? $"scores {after.Score:R}, was {before.Score:R}"
        : Json(before.Diagnostics) != Json(after.Diagnostics) ? "other diagnostics"
        : null;

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, RunJson.Compact);
}
