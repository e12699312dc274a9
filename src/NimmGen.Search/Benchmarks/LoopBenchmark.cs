using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.LanguageModels;

namespace NimmGen.Search.Benchmarks;

/// <summary>What a search takes a candidate, in milliseconds, where neither training nor the language model takes any time.</summary>
/// <param name="Candidates">That were tried.</param>
/// <param name="Milliseconds">A candidate: prompts, memory, retrieval, reading of replies, and everything below.</param>
/// <param name="Compile">Of them, reading the program.</param>
/// <param name="Verify">Of them, the checker.</param>
/// <param name="Questions">That were asked and stored, a candidate.</param>
/// <param name="Processor">Milliseconds of processor time of this process, a candidate; the reader of programs is another.</param>
public sealed record LoopTiming(int Candidates, double Milliseconds, double Compile, double Verify, double Questions, double Processor);

/// <summary>
/// Times the loop itself: a whole search with every agent, a store on disk, and the built-in modeller's programs as replies, in which
/// questions are answered at once and candidates get scores without being trained.
/// </summary>
public static class LoopBenchmark
{
    // What is loaded at its first use is not a candidate's time.
    private const int WarmUp = 4;

    /// <param name="task">On its data.</param>
    /// <param name="candidates">To try.</param>
    /// <param name="reader">Reads the programs, as in a run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<LoopTiming> RunAsync(ForecastTask task, int candidates, IModelReader reader, TimeProvider time, CancellationToken cancellation)
    {
        // Written before the clock starts: what the author takes is no part of the loop.
        ImmutableArray<string> programs = Programs(task, Math.Max(WarmUp, candidates));
        await SearchAsync(task, WarmUp, programs, reader, time, cancellation);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        (RunRecord run, TimeSpan took) = await SearchAsync(task, candidates, programs, reader, time, cancellation);
        TimeSpan processor = Environment.CpuUsage.TotalTime - before;
        int count = Math.Max(1, run.Candidates.Length);
        double Stage(string name) => 1000 * run.Candidates.SelectMany(c => c.Timings).Where(t => t.Stage == name).Sum(t => t.Seconds) / count;
        return new(run.Candidates.Length, took.TotalMilliseconds / count, Stage("compile"), Stage("verify"), (double)run.Exchanges.Length / count, processor.TotalMilliseconds / count);
    }

    /// <summary>Replies with the built-in modeller's programs, as many as its grammar has up to <paramref name="count"/>.</summary>
    private static ImmutableArray<string> Programs(ForecastTask task, int count)
    {
        var modeller = new BuiltInModeller(task, 0);
        var written = new List<CandidateRecord>();
        var replies = ImmutableArray.CreateBuilder<string>(count);
        while (replies.Count < count && modeller.Propose(written, 1) is [var proposal])
        {
            int number = written.Count + 1;
            written.Add(new(number, proposal.Parent, proposal.Name, proposal.Change, proposal.Program, null, Outcome.Scored, [], [], 1.0 / number, 0));
            replies.Add($"Builds on: {(number > 1 ? number - 1 : "none")}. {proposal.Change}\n\n```csharp\n{proposal.Program}```\n");
        }

        return replies.ToImmutable();
    }

    private static async Task<(RunRecord Run, TimeSpan Took)> SearchAsync(
        ForecastTask task, int candidates, ImmutableArray<string> programs, IModelReader reader, TimeProvider time, CancellationToken cancellation)
    {
        var configuration = new RunConfiguration(task.Panel.Name, candidates, 1, 0, "bench:loop") { Round = 1 };
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nimmgen-loop-");
        try
        {
            using SqliteRunStore store = SqliteRunStore.Create(Path.Combine(folder.FullName, "loop.nimm"), configuration, DataRecords.Of(task), time);
            var search = new SearchRun(task, store, new Untrained(task), time, new Quick(programs), reader);
            long started = time.GetTimestamp();
            RunRecord run = await search.ExecuteAsync(configuration, new Silent(), cancellation);
            return (run, time.GetElapsedTime(started));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Answers at once: the next program, a judge that accepts, a reflection of usual length.</summary>
    private sealed class Quick(ImmutableArray<string> programs) : IRespondent
    {
        public string Name => "bench:loop";

        public Task<Answer> AskAsync(Ask ask, CancellationToken cancellation)
        {
            string reply = ask.Purpose switch
            {
                "modelling" => ask.Sample <= programs.Length ? programs[ask.Sample - 1] : "The grammar is used up.",
                "verification" => """{"criteria": [{"name": "flows", "passes": true, "reason": "Each compartment is entered and left once."}], "accept": true}""",
                "repair" => """{"cause": "the unit of a rate", "repair": "write 0.2 * PerDay"}""",
                _ => string.Concat(Enumerable.Repeat("The best model lags at the turn of a wave: waning immunity, importation and a reporting delay are what to try.\n", 8)),
            };
            return Task.FromResult(new Answer(reply, null, new(1, 1), null, Name, [], 1, false, TimeSpan.Zero));
        }
    }

    /// <summary>Scores by nothing but the order in which candidates come.</summary>
    private sealed class Untrained(ForecastTask task) : ITwinEvaluator
    {
        private int _count;

        public ImmutableArray<MethodScores> NaiveValidation() => [Scores("last value", 1)];

        public double? Screen(MechanismIr model, CancellationToken cancellation) => null;

        public Validation Validate(MechanismIr model, Action<string, double> progress, CancellationToken cancellation, int starts = 1) =>
            new([Scores("free path", 1.0 / Interlocked.Increment(ref _count))], []);

        public Conclusion Test(ImmutableArray<Finalist> finalists, int jobs, Action<int, int> progress, CancellationToken cancellation) =>
            new("free path", "none", [], [Scores("free path", 1)], ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty);

        private MethodScores Scores(string method, double value)
        {
            ImmutableArray<double> each = [.. Enumerable.Repeat(value, Math.Max(1, task.ValidationOrigins.Length))];
            return new(method, each, each, each);
        }
    }

    private sealed class Silent : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            // Nothing is drawn while it is timed.
        }
    }
}
