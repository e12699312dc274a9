using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Search;

namespace NimmGen.Cli.Tests;

/// <summary>A search that takes no time and tells every stage; it can stop the command at any of them.</summary>
internal sealed class FakeSearch : ISearch, ISearchTask
{
    public static readonly string[] Stages = ["propose", "compile", "verify", "train free path", "train CalibNN"];

    private readonly RunFinished _finished = new(null!);
    private RunConfiguration? _configuration;

    /// <summary>Called at each stage with its name: "find", "baselines", "2 verify", "2 stored", "test 1", "finished", "report".</summary>
    public Action<string> At { get; init; } = _ => { };

    public bool FindsNothing { get; init; }

    public string? NoNetworks { get; init; }

    public string? NoModeller => null;

    public string? Remarked { get; init; }

    public string? Remark(RunConfiguration configuration) => Remarked;

    public string Hash { get; init; } = "ab12";

    public DataRecord Data => new(
        "Influenza in a school", "BMJ 1978", "public domain", Hash, "day", ["1978-01-22", "1978-01-23", "1978-01-24"], ["school"], "in_bed", "boys in bed",
        Unit.Of("people"), "sum", [3, 5, 8], 1, [1], [2], 0, 0,
        [new("basic reproduction number", Unit.One, 3.65, 3.65, "Keeling and Rohani 2008"), new("infectious period", Unit.Of("day"), 1.5, 2.2, "Grinsztajn et al. 2021")]);

    public ISearchTask Find(string task, string? data, int? horizon)
    {
        At("find");
        return this;
    }

    public void WriteReport(RunRecord run, TextWriter output)
    {
        At("report");
        output.Write($"<html>{run.Candidates.Length}</html>");
    }

    public Task<RunRecord> Execute(RunConfiguration configuration, IRunStore store, IRespondent? respondent, IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        _configuration = configuration;
        Step("baselines", () => progress.Report(new BaselinesScored([Scores("last value", 9.5), Scores("damped trend", 7.25)])));
        for (int number = store.Load().Candidates.Length + 1; number <= configuration.Iterations; number++)
        {
            foreach (string stage in Stages)
            {
                Step($"{number} {stage}", () => progress.Report(new StageReached(number, stage, 0.5)));
            }

            CandidateRecord candidate = Candidate(number);
            store.Append(candidate);
            Step($"{number} stored", () => progress.Report(new CandidateFinished(candidate, number, configuration.Iterations)));
        }

        if (!FindsNothing)
        {
            Step("test 1", () => progress.Report(new TestTrainingDone(1, 1)));
            store.Finish(Final());
            Step("finished", () => progress.Report(_finished));
        }

        store.AddSeconds(1.5);
        return Task.FromResult(store.Load());

        void Step(string name, Action report)
        {
            report();
            At(name);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The second does not compile; the others score 10 less their number.</summary>
    private CandidateRecord Candidate(int number)
    {
        bool broken = number == 2 || FindsNothing;
        return new(
            number, number > 1 ? 1 : null, $"Model{number}", "adds a stage [E]", $"class Model{number} : Model\n{{\n}}\n", broken ? null : $"h{number}",
            broken ? Outcome.NotCompiled : Outcome.Scored,
            broken ? [new("NG1003", Severity.Error, new Place("Model2.cs", 2, "{"), "adds people to days", "S + t", "a unit is missing", "write 3 * Days")] : [],
            broken ? [] : [Scores("CalibNN", 10 - number), Scores("free path", 12)], broken ? double.NaN : 10 - number, 0.5);
    }

    private FinalRecord Final() => new(
        _configuration!.Iterations, "CalibNN", "held", new("Sir", null, [], []), ["S + I + R is constant"], [],
        [Scores("CalibNN", 6), Scores("damped trend", 7.25), Scores("last value", 9.5)],
        [Scores("CalibNN", 5.5), Scores("damped trend", 8.125), Scores("last value", 1234.5)],
        [new TwinAtOrigin(2, [3, 5], [8], [], [], ImmutableDictionary<string, double>.Empty, 3.72, 2.15, [1])],
        ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty, "2026-11-23T21:00:00Z");

    private static MethodScores Scores(string method, double value) => new(method, [value], [value], [value]);
}
