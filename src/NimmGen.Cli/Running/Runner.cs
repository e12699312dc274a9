using NimmGen.LanguageModels;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>The common part of <c>run</c> and <c>resume</c>: search with progress, stop cleanly, report, summarise.</summary>
internal sealed class Runner(Terminal terminal, ISearch search)
{
    /// <param name="Path">The run file, as the user would name it.</param>
    /// <param name="Report">The report to write.</param>
    /// <param name="Json">Results as JSON.</param>
    internal sealed record Options(string Path, string Report, bool Json);

    public async Task<int> Execute(ISearchTask task, RunConfiguration configuration, IRunStore store, LanguageModel? model, Options options, CancellationToken cancellation)
    {
        RunRecord run = store.Load();
        if (run.Final is null || SearchRun.AsksForMore(configuration, run))
        {
            if (task.Remark(configuration) is { } remark)
            {
                terminal.Error.WriteLine(remark);
            }

            try
            {
                run = await Search(task, configuration, store, model, run, options, cancellation);
            }
            catch (SearchStoppedException e)
            {
                terminal.Error.WriteLine(e.Failure.Diagnostic);
                terminal.Error.WriteLine($"stopped; {Kept(store.Load())} in {options.Path}");
                terminal.Error.WriteLine($"go on with: nimmgen resume {options.Path}");
                return ExitCode.UserError;
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
            Fruitless.Write(terminal, run, options.Path);
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

    private async Task<RunRecord> Search(
        ISearchTask task, RunConfiguration configuration, IRunStore store, LanguageModel? model, RunRecord before, Options options, CancellationToken cancellation)
    {
        ProviderRespondent? respondent = model is null ? null : new(model);
        var state = new ProgressState(before with { Configuration = configuration }, terminal.Time, model is null ? null : () => Spending.Words(model.Budget));
        RunRecord run = terminal.CanRedraw
            ? await LiveProgress.Watch(terminal.ErrorConsole(), state, terminal.Time, () => task.Execute(configuration, store, respondent, new LiveProgress(state), cancellation))
            : await task.Execute(configuration, store, respondent, new PlainProgress(state, terminal.Error), cancellation);
        if (model is not null)
        {
            terminal.Error.WriteLine($"language model: {Spending.Words(model.Budget)}");
        }

        if (state.Ended is { } why)
        {
            terminal.Error.WriteLine(why);
            terminal.Error.WriteLine($"go on with more: nimmgen resume {options.Path} --budget-...");
        }

        return run;
    }

    private static string Kept(RunRecord run) => run.Candidates.Length == 0 ? "nothing had been found yet, the run is kept" : $"{Figures.Count(run.Candidates.Length, "candidate")} kept";
}
