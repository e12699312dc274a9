using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>The common part of <c>run</c> and <c>resume</c>: search with progress, stop cleanly, report, summarise.</summary>
internal sealed class Runner(Terminal terminal, ISearch search)
{
    /// <param name="Path">The run file, as the user would name it.</param>
    /// <param name="Report">The report to write.</param>
    /// <param name="Json">Results as JSON.</param>
    internal sealed record Options(string Path, string Report, bool Json);

    public async Task<int> Execute(ISearchTask task, RunConfiguration configuration, IRunStore store, Options options, CancellationToken cancellation)
    {
        RunRecord run = store.Load();
        if (run.Final is null)
        {
            try
            {
                run = await Search(task, configuration, store, run, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                terminal.Error.WriteLine($"stopped; {Kept(store.Load())} in {options.Path}");
                terminal.Error.WriteLine($"go on with: nimmgen resume {options.Path}");
                return ExitCode.Cancelled;
            }
        }

        if (run.Final is null)
        {
            NoTwin(run, options);
            return ExitCode.NoTwin;
        }

        bool reported = ReportFile.TryWrite(terminal, search, run, options.Report, out string? problem);
        if (options.Json)
        {
            RunSummary.WriteJson(terminal, run, options.Path, reported ? options.Report : null);
        }
        else
        {
            RunSummary.Write(terminal, run, options.Path, reported ? options.Report : null);
        }

        if (!reported)
        {
            terminal.Error.WriteLine($"error: {problem}");
            terminal.Error.WriteLine($"    fix: the run is kept: nimmgen report {options.Path} --output FILE");
        }

        return reported ? ExitCode.Done : ExitCode.UserError;
    }

    private async Task<RunRecord> Search(ISearchTask task, RunConfiguration configuration, IRunStore store, RunRecord before, CancellationToken cancellation)
    {
        var state = new ProgressState(before, terminal.Time);
        return terminal.CanRedraw
            ? await LiveProgress.Watch(terminal.ErrorConsole(), state, terminal.Time, () => task.Execute(configuration, store, new LiveProgress(state), cancellation))
            : await task.Execute(configuration, store, new PlainProgress(state, terminal.Error), cancellation);
    }

    private static string Kept(RunRecord run) => run.Candidates.Length == 0 ? "nothing had been found yet, the run is kept" : $"{Figures.Count(run.Candidates.Length, "candidate")} kept";

    private void NoTwin(RunRecord run, Options options)
    {
        terminal.Error.WriteLine($"error: the search ended without a usable twin: none of {Figures.Count(run.Candidates.Length, "candidate")} could be scored");
        foreach (var outcome in run.Candidates.GroupBy(Outcomes.Words).OrderByDescending(g => g.Count()).Take(5))
        {
            terminal.Error.WriteLine($"    {outcome.Count()} x {outcome.Key}");
        }

        terminal.Error.WriteLine($"    see each with 'nimmgen show {options.Path} NUMBER'; what a code means with 'nimmgen explain CODE'");
        terminal.Error.WriteLine($"    fix: try more candidates, --iterations {Math.Max(40, 2 * run.Configuration.Iterations)}, or another --seed");
    }
}
