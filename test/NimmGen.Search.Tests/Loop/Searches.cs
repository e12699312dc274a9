using System.Text.Json;
using NimmGen.Evaluate;
using NimmGen.Search.Tests.Searching;

namespace NimmGen.Search.Tests.Loop;

/// <summary>Whole searches with a scripted language model and scores that cost nothing.</summary>
internal static class Searches
{
    public static readonly RunConfiguration Eight = new("town", 8, 2, 3, "test:scripted") { Round = 2 };

    private static readonly ForecastTask Task = Town.Task();

    public static async Task<RunRecord> Run(IRespondent respondent, RunConfiguration configuration, CancellationToken cancellation)
    {
        using var scratch = new Scratch();
        using SqliteRunStore store = Create(scratch["town.nimm"], configuration);
        return await Execute(store, respondent, configuration, cancellation);
    }

    public static SqliteRunStore Create(string path, RunConfiguration configuration) =>
        SqliteRunStore.Create(path, configuration, DataRecords.Of(Task), TimeProvider.System);

    public static System.Threading.Tasks.Task<RunRecord> Execute(IRunStore store, IRespondent respondent, RunConfiguration configuration, CancellationToken cancellation) =>
        new SearchRun(Task, store, new StubEvaluator(), TimeProvider.System, respondent).ExecuteAsync(configuration, new Silent(), cancellation);

    /// <summary>Everything but times, sessions and the order in which answers came.</summary>
    public static string Told(RunRecord run) => JsonSerializer.Serialize(
        new
        {
            candidates = run.Candidates.Select(c => c with { Seconds = 0, Timings = [] }),
            exchanges = run.Exchanges.OrderBy(e => e.Candidate).ThenBy(e => e.Purpose, StringComparer.Ordinal).Select(e => e with { Seconds = 0 }),
            final = run.Final is { } final ? final with { TestScored = "" } : null,
        },
        RunJson.Compact);

    private sealed class Silent : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
        }
    }
}
