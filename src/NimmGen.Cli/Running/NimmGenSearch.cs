using System.Globalization;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Frontend.Worker;
using NimmGen.Report;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>The search of this program, on the data sets of the catalogue and on folders with a card.</summary>
internal sealed class NimmGenSearch(Terminal terminal) : ISearch
{
    // It lives as long as this process does; its worker ends with it.
    private readonly WorkerReader _reader = ReaderProcess.Create();

    public ISearchTask Find(string task, string? data, int? horizon)
    {
        // The compiler takes a second or more to load, which is as long as the data and the naive scores take. A task
        // that does not exist ends the process before.
        _reader.WarmUp();

        // Paths are the terminal's, not the process's; a message names what was typed.
        string folder = terminal.Resolve(task);
        bool named = TaskCatalogue.Names.Contains(task) || !Directory.Exists(folder);
        TaskResult found = TaskCatalogue.Find(named ? task : folder, data is null ? null : terminal.Resolve(data), horizon);
        if (found.Task is null)
        {
            throw new UserErrorException(string.Join('\n', found.Problems));
        }

        foreach (string warning in found.Problems)
        {
            terminal.Error.WriteLine(warning);
        }

        return new SearchTask(found.Task, terminal.Time, _reader);
    }

    public void WriteReport(RunRecord run, TextWriter output) => HtmlReport.Write(run, output);

    private static readonly Ir.Unit Stress = Ir.Unit.Parse("MPa");

    private sealed class SearchTask(ForecastTask task, TimeProvider time, IModelReader reader) : ISearchTask
    {
        public DataRecord Data { get; } = DataRecords.Of(task);

        public string? NoNetworks { get; } = task.Cohort is not null ? "the task is a cohort of patients" : !task.Folds.IsEmpty ? "the task has samples without time" : null;

        public string? NoModeller { get; } = !task.Folds.IsEmpty && !task.Target.Unit.IsCompatibleWith(Stress)
            ? $"the task has samples of {task.Target.Name} in {task.Target.Unit}, and of samples the built-in modeller writes the strength of alloys only" : null;

        public string? Remark(RunConfiguration configuration) =>
            task.Cohort is not null || !task.Folds.IsEmpty || EvaluationSettings.Of(configuration.Training).TakesNetwork(task.Panel.StepCount * task.Panel.LocationCount)
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{task.Panel.LocationCount} places times {task.Panel.StepCount} steps are too many to train CalibNN on in a search: candidates are calibrated by free paths ('nimmgen train' trains it)");

        public Task<RunRecord> Execute(RunConfiguration configuration, IRunStore store, IRespondent? respondent, IProgress<RunEvent> progress, CancellationToken cancellation)
        {
            EvaluationSettings settings = EvaluationSettings.Of(configuration.Training);
            return Task.Run(
                () => new SearchRun(task, store, settings, time, respondent, reader).ExecuteAsync(configuration, progress, cancellation), CancellationToken.None);
        }
    }
}
