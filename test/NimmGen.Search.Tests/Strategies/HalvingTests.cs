using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Search.Tests.Loop;
using NimmGen.Search.Tests.Searching;

namespace NimmGen.Search.Tests.Strategies;

public sealed class HalvingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_hurdle_needs_some_first_looks_and_is_a_margin_over_the_least()
    {
        CandidateRecord Looked(int number, double score, Outcome outcome = Outcome.Scored) => Examples.Candidate(number) with { Outcome = outcome, Screening = new(score, null) };
        Assert.Null(Halving.Hurdle([Looked(1, 5), Looked(2, 5), Looked(3, 5), Examples.Candidate(4)]));
        Assert.Equal(Halving.Margin * 4, Halving.Hurdle([Looked(1, 5), Looked(2, 8, Outcome.Stopped), Looked(3, 4), Looked(4, 1, Outcome.Diverged), Looked(5, 9)]));
    }

    [Fact]
    public async Task What_a_first_look_finds_hopeless_is_not_validated_and_jobs_change_nothing()
    {
        RunConfiguration configuration = new RunConfiguration("town", 12, 1, 3) { Round = 4, Strategy = SearchStrategies.Tree };
        var evaluator = new Screened();
        RunRecord run = await Run(configuration, evaluator);
        CandidateRecord[] stopped = [.. run.Candidates.Where(c => c.Outcome == Outcome.Stopped)];
        Assert.NotEmpty(stopped);
        Assert.All(stopped, c => Assert.True(c.Number > 4 && c.Screening is { Stops: true } && double.IsNaN(c.Score) && c.Validation.IsEmpty));
        Assert.All(run.Candidates.Where(c => c.Outcome == Outcome.Scored), c => Assert.True(c.Screening is { Stops: false }));
        Assert.Equal(run.Candidates.Count(c => c.Outcome == Outcome.Scored), evaluator.Validated);
        Assert.Contains("screen", stopped[0].Timings.Select(t => t.Stage));
        Assert.DoesNotContain("train", stopped[0].Timings.Select(t => t.Stage));
        Assert.Contains("stopped early", OutcomeText.Of(stopped[0]));
        Assert.DoesNotContain(run.Final!.Winner, stopped.Select(c => c.Number));
        Assert.Equal(Searches.Told(run), Searches.Told(await Run(configuration with { Jobs = 3 }, new Screened())));

        RunRecord whole = await Run(configuration with { Halving = false }, new Screened());
        Assert.All(whole.Candidates, c => Assert.Null(c.Screening));
        Assert.DoesNotContain(whole.Candidates, c => c.Outcome == Outcome.Stopped);
    }

    [Fact]
    public async Task A_first_look_is_taken_where_validation_has_origins_enough()
    {
        ForecastTask task = Town.Task();
        RunRecord run = await Run(new RunConfiguration("town", 1, 1, 3), new Screened());
        MechanismIr model = Frontend.ModelReader.Read(run.Candidates[0].Program, "x", Stop).Models[0];
        Assert.Null(new ForecastEvaluator(task, Town.Quick).Screen(model, Stop));
        Origin[] origins = [.. Enumerable.Range(42, 8).Select(s => new Origin(s))];
        var many = new ForecastEvaluator(task.ChosenOn([.. origins]), Town.Quick with { ScreeningOrigins = 3, ScreeningShare = 1 });
        double look = many.Screen(model, Stop)!.Value;

        // Origins 0, 3 and 7, as if there were no others.
        Assert.Equal(look, new ForecastEvaluator(task.ChosenOn([origins[0], origins[3], origins[7]]), Town.Quick).Validate(model, (_, _) => { }, Stop).Scores.First(s => s.Method == "free path").Mean);
    }

    [Fact]
    public void Only_what_looks_as_good_as_the_best_before_is_started_several_times()
    {
        Assert.Equal(1, Halving.StartsOf(null));
        Assert.Equal(1, Halving.StartsOf(new(3, null)));
        Assert.Equal(1, Halving.StartsOf(new(3.1, 3 * Halving.Margin)));
        Assert.Equal(Halving.PromisingStarts, Halving.StartsOf(new(3, 3 * Halving.Margin)));
        Assert.Equal(Halving.PromisingStarts, Halving.StartsOf(new(1, 3 * Halving.Margin)));
    }

    [Fact]
    public async Task Starts_of_the_promising_are_kept_to_the_end()
    {
        var evaluator = new Screened { RicherIsBetter = true };
        RunRecord run = await Run(new RunConfiguration("town", 12, 1, 3) { Round = 4, Strategy = SearchStrategies.Tree }, evaluator);
        CandidateRecord[] scored = [.. run.Candidates.Where(c => c.Outcome == Outcome.Scored)];
        Assert.Equal(scored.Select(c => Halving.StartsOf(c.Screening)).Order(), evaluator.Starts.Order());
        Assert.Contains(Halving.PromisingStarts, evaluator.Starts);
        CandidateRecord winner = run.Candidates.Single(c => c.Number == run.Final!.Winner);
        Assert.Equal(Halving.StartsOf(winner.Screening), evaluator.Finalists.Single(f => f.Candidate == winner.Number).Starts);
    }

    [Fact]
    public async Task Starts_are_those_of_the_calibration()
    {
        ForecastTask task = Town.Task();
        RunRecord run = await Run(new RunConfiguration("town", 1, 1, 3), new Screened());
        MechanismIr model = Frontend.ModelReader.Read(run.Candidates[0].Program, "x", Stop).Models[0];
        EvaluationSettings four = Town.Quick with { Calibration = Town.Quick.Calibration with { Starts = 4 } };
        Validation asked = new ForecastEvaluator(task, Town.Quick).Validate(model, (_, _) => { }, Stop, starts: 4);
        Validation set = new ForecastEvaluator(task, four).Validate(model, (_, _) => { }, Stop);
        Assert.Equal(set.Scores.Select(s => (s.Method, s.Mean)), asked.Scores.Select(s => (s.Method, s.Mean)));
        Assert.NotEqual(new ForecastEvaluator(task, Town.Quick).Validate(model, (_, _) => { }, Stop).Scores[^1].Mean, asked.Scores[^1].Mean);
    }

    private static async Task<RunRecord> Run(RunConfiguration configuration, ITwinEvaluator evaluator)
    {
        using var scratch = new Scratch();
        using SqliteRunStore store = Searches.Create(scratch["town.nimm"], configuration);
        return await new SearchRun(Town.Task(), store, evaluator, TimeProvider.System, null).ExecuteAsync(configuration, new Progress<RunEvent>(), Stop);
    }

    /// <summary>The more symbols the worse, or the better, by a first look as in full.</summary>
    private sealed class Screened : ITwinEvaluator
    {
        private int _validated;

        public bool RicherIsBetter { get; init; }

        public int Validated => _validated;

        public System.Collections.Concurrent.ConcurrentBag<int> Starts { get; } = [];

        public ImmutableArray<Finalist> Finalists { get; private set; } = [];

        public ImmutableArray<MethodScores> NaiveValidation() => [new("last value", [40], [40], [40])];

        public double? Screen(MechanismIr model, CancellationToken cancellation) => Score(model);

        public Validation Validate(MechanismIr model, Action<string, double> progress, CancellationToken cancellation, int starts = 1)
        {
            Interlocked.Increment(ref _validated);
            Starts.Add(starts);
            return new([new("free path", [Score(model)], [1], [1])], []);
        }

        public Conclusion Test(ImmutableArray<Finalist> finalists, int jobs, Action<int, int> progress, CancellationToken cancellation)
        {
            Finalists = finalists;
            return new("free path", "held", [], [], ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty);
        }

        private double Score(MechanismIr model)
        {
            int size = model.Symbols.Length + model.Statements.Length;
            return RicherIsBetter ? 100 - size : size;
        }
    }
}
