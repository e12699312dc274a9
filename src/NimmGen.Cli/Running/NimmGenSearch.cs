using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>The search of this program, on the data sets of the catalogue and on folders with a card.</summary>
internal sealed class NimmGenSearch(Terminal terminal) : ISearch
{
    public ISearchTask Find(string task, string? data)
    {
        ReadResult read = Read(task, data);
        if (read.Panel is null)
        {
            throw new UserErrorException(
                $"{task}: the data cannot be used\n{string.Join('\n', read.Diagnostics.Where(d => d.Severity == DataSeverity.Error))}\n    see all with: nimmgen data check {task}{(data is null ? "" : $" --data {data}")}");
        }

        foreach (DataDiagnostic warning in read.Diagnostics)
        {
            terminal.Error.WriteLine(warning);
        }

        return ForecastTask.TryCreate(read.Panel, horizon: null, out ForecastTask? forecast, out string problem)
            ? new SearchTask(forecast!, terminal.Time)
            : throw new UserErrorException(problem);
    }

    public void WriteReport(RunRecord run, TextWriter output) => output.Write("");

    private ReadResult Read(string task, string? data)
    {
        if (Catalogue.Find(task) is not null)
        {
            return Catalogue.Read(task, data is null ? null : terminal.Resolve(data), terminal.Variable);
        }

        string folder = terminal.Resolve(task);
        return Directory.Exists(folder)
            ? PanelReader.ReadFolder(folder)
            : throw UnknownNames.Of("task or folder with a card.json", task, Catalogue.All.Select(c => c.Name));
    }

    private sealed class SearchTask(ForecastTask task, TimeProvider time) : ISearchTask
    {
        public DataRecord Data { get; } = DataRecords.Of(task);

        public Task<RunRecord> Execute(RunConfiguration configuration, IRunStore store, IProgress<RunEvent> progress, CancellationToken cancellation) =>
            Task.Run(() => new SearchRun(task, store, new EvaluationSettings(), time).Execute(progress, cancellation), CancellationToken.None);
    }
}
