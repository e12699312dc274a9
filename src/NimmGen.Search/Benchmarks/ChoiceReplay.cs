using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Search.Benchmarks;

/// <summary>
/// What the end of a search is worth without hindsight: at each validation origin the extension of every candidate, the winner, the
/// twins beside it and the weights of the blend are chosen by the origins whose horizon had passed at it, as <c>nimmgen run</c> chooses
/// them at the end. What remains of hindsight is that the candidates were proposed by a search that saw all of these origins.
/// </summary>
/// <param name="Candidates">Scored candidates between which was chosen.</param>
/// <param name="Origins">Validation origins with enough before them to choose by.</param>
/// <param name="Block">Neighbouring origins whose windows overlap.</param>
/// <param name="Methods">Errors at these origins: what a run would have forecast, the winner alone, the naive forecasts.</param>
/// <param name="TwinWeight">Mean weight of the twins in what would have been forecast.</param>
public sealed record ChoiceReplay(int Candidates, ImmutableArray<int> Origins, int Block, ImmutableArray<MethodScores> Methods, double TwinWeight)
{
    /// <summary>Names of the first two methods.</summary>
    public const string Forecast = "the run's forecast", Winner = "the winner alone";

    /// <summary>Calibrates every scored candidate again at every validation origin and replays the choice.</summary>
    /// <param name="run">A search of a forecasting task.</param>
    /// <param name="task">The task on the same data.</param>
    /// <param name="jobs">Candidates side by side; the result is the same for any number.</param>
    /// <param name="progress">Told how many candidates are done, of how many.</param>
    /// <param name="cancellation">Stops everything in flight.</param>
    /// <returns>Null where no validation origin has enough before it, or nothing was scored.</returns>
    public static ChoiceReplay? Of(RunRecord run, ForecastTask task, int jobs, Action<int, int> progress, CancellationToken cancellation)
    {
        ImmutableArray<int> steps = [.. task.ValidationOrigins.Select(o => o.TrainSteps)];
        int[] replayed = [.. Enumerable.Range(0, steps.Length).Where(i => Passed(steps, i, task.Horizon).Length >= RollingCombination.FewestOrigins)];
        CandidateRecord[] scored = [.. run.Candidates.Where(c => c.Outcome == Outcome.Scored)];
        if (replayed.Length == 0 || scored.Length == 0)
        {
            return null;
        }

        EvaluationSettings settings = EvaluationSettings.Of(run.Configuration.Training);
        var twins = new Continued[scored.Length][];
        int done = 0;
        Workers.Run(scored.Length, jobs, i =>
        {
            MechanismIr model = StoredModel.Of(scored[i], null, cancellation);
            twins[i] = [.. Calibrated(task, model, settings.With(Halving.StartsOf(scored[i].Screening)), cancellation)];
            progress(Interlocked.Increment(ref done), scored.Length);
        }, cancellation);

        var naive = NaiveForecasts.All(task, task.ValidationOrigins);
        int block = PairedBlocks.Length(task);
        var forecasts = new Dictionary<string, List<OriginForecast>>(StringComparer.Ordinal) { [Forecast] = [], [Winner] = [] };
        double weight = 0;
        foreach (int at in replayed)
        {
            int[] passed = Passed(steps, at, task.Horizon);
            (OriginForecast forecast, OriginForecast winner, double twinWeight) = Choose(task, scored, twins, naive, passed, at, block);
            forecasts[Forecast].Add(forecast);
            forecasts[Winner].Add(winner);
            weight += twinWeight / replayed.Length;
        }

        return new(
            scored.Length, [.. replayed.Select(i => steps[i])], block,
            [
                .. new[] { Forecast, Winner }.Select(m => Metrics.Score(task, m, forecasts[m])),
                .. NaiveForecasts.Methods(task).Select(m => Metrics.Score(task, m, replayed.Select(i => naive[m][i]))),
            ],
            weight);
    }

    private static int[] Passed(ImmutableArray<int> steps, int at, int horizon) => [.. Enumerable.Range(0, steps.Length).Where(i => steps[i] + horizon <= steps[at])];

    // As at the end of a search (Finish and ForecastEvaluator.Test), by what had passed.
    private static (OriginForecast Forecast, OriginForecast Winner, double TwinWeight) Choose(
        ForecastTask task, CandidateRecord[] scored, Continued[][] twins, ImmutableDictionary<string, ImmutableArray<OriginForecast>> naive, int[] passed, int at, int block)
    {
        var chosen = new Dictionary<int, ImmutableArray<OriginForecast>>();
        var known = new List<CandidateRecord>();
        for (int i = 0; i < scored.Length; i++)
        {
            (ImmutableArray<OriginForecast> Forecasts, MethodScores Scores)[] continued = [.. twins[i].SelectMany(t => t.Under(passed))];
            if (continued.Length > 0)
            {
                (ImmutableArray<OriginForecast> Forecasts, MethodScores Scores) best = continued.MinBy(c => c.Scores.Mean);
                chosen.Add(scored[i].Number, best.Forecasts);
                known.Add(scored[i] with { Validation = [best.Scores], Score = best.Scores.Mean });
            }
        }

        ImmutableDictionary<string, ImmutableArray<OriginForecast>> before = naive.ToImmutableDictionary(n => n.Key, n => At(n.Value, passed));
        CandidateRecord winner = Choice.Of(known, before.Select(n => Metrics.Score(task, n.Key, n.Value)))!;
        ImmutableArray<OriginForecast>[] finalists = [.. Choice.Finalists(known, winner, block).Select(c => chosen[c.Number])];
        var combination = new RollingCombination(task, [.. finalists.Select(f => At(f, passed))], before);
        OriginForecast alone = chosen[winner.Number][at];
        return combination.Pays
            ? (combination.Mix([.. finalists.Select(f => f[at])], m => naive[m][at]), alone, combination.TwinWeight)
            : (alone, alone, 1);
    }

    private static ImmutableArray<OriginForecast> At(ImmutableArray<OriginForecast> forecasts, int[] indexes) => [.. indexes.Select(i => forecasts[i])];

    private static IEnumerable<Continued> Calibrated(ForecastTask task, MechanismIr model, EvaluationSettings settings, CancellationToken cancellation)
    {
        var evaluation = new RollingEvaluation(task, model, settings);
        RollingForecasts? free = evaluation.Forecasts(task.ValidationOrigins, FreePathCalibrator.Name, cancellation: cancellation).Forecasts;
        RollingForecasts? network = evaluation.TakesNetwork ? evaluation.Forecasts(task.ValidationOrigins, evaluation.Network, free?.Last, cancellation: cancellation).Forecasts : null;
        return new[] { (FreePathCalibrator.Name, free), (evaluation.Network, network) }.Where(p => p.Item2 is not null)
            .Select(p => new Continued([.. p.Item2!.ByExtension.Select(f => (f, Metrics.Score(task, p.Item1, f)))]));
    }

    // One calibrator's forecasts and scores under every extension.
    private sealed record Continued(ImmutableArray<(ImmutableArray<OriginForecast> Forecasts, MethodScores Scores)> ByExtension)
    {
        public IEnumerable<(ImmutableArray<OriginForecast> Forecasts, MethodScores Scores)> Under(int[] origins) =>
            ByExtension.Select(e => (e.Forecasts, Scores: new MethodScores(e.Scores.Method, Some(e.Scores.Aggregate, origins), Some(e.Scores.PerLocation, origins), Some(e.Scores.MeanAbsolute, origins))))
                .Where(e => double.IsFinite(e.Scores.Mean));

        private static ImmutableArray<double> Some(ImmutableArray<double> values, int[] indexes) => [.. indexes.Select(i => values[i])];
    }
}
