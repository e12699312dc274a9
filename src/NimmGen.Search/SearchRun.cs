using System.Collections.Immutable;
using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>
/// The search: rounds of proposals, each compiled, verified, calibrated and scored on validation origins; then the winner
/// is scored on the test origins, once. Everything is stored as it happens, so a run can be stopped and resumed anywhere;
/// the result does not depend on how many trainings run side by side.
/// </summary>
public sealed class SearchRun
{
    /// <summary>Candidates proposed before any of them is scored: fixed, so that the number of jobs changes nothing.</summary>
    public const int RoundSize = 4;

    private readonly ForecastTask _task;
    private readonly IRunStore _store;
    private readonly ITwinEvaluator _evaluator;
    private readonly TimeProvider _time;

    public SearchRun(ForecastTask task, IRunStore store, EvaluationSettings settings, TimeProvider time)
    {
        _task = task;
        _store = store;
        _evaluator = TwinEvaluators.Of(task, settings);
        _time = time;
    }

    /// <summary>
    /// Runs or goes on until the winner is scored. Cancelled, it throws <see cref="OperationCanceledException"/> with
    /// everything finished so far in the store.
    /// </summary>
    public RunRecord Execute(IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        long started = _time.GetTimestamp();
        try
        {
            RunRecord run = _store.Load();
            if (run.Final is null)
            {
                ImmutableArray<MethodScores> naive = _evaluator.NaiveValidation();
                progress.Report(new BaselinesScored(naive));
                ImmutableArray<CandidateRecord> candidates = Search(run, progress, cancellation);
                var finish = new Finish(_task, _evaluator, _time);
                if (finish.Conclude(candidates, naive, run.Configuration.Jobs, progress, cancellation) is { } final)
                {
                    _store.Finish(final);
                    progress.Report(new RunFinished(final));
                }
            }
        }
        finally
        {
            _store.AddSeconds(_time.GetElapsedTime(started).TotalSeconds);
        }

        return _store.Load();
    }

    private ImmutableArray<CandidateRecord> Search(RunRecord run, IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        var modeller = new BuiltInModeller(_task, run.Configuration.Seed);
        var gauntlet = new Gauntlet(_task, _evaluator, _time);
        var done = new List<CandidateRecord>();
        Dictionary<int, CandidateRecord> stored = run.Candidates.ToDictionary(c => c.Number);
        while (done.Count < run.Configuration.Iterations)
        {
            IReadOnlyList<Proposal> round = modeller.Propose(done, Math.Min(RoundSize, run.Configuration.Iterations - done.Count));
            if (round.Count == 0)
            {
                break;
            }

            var finished = new CandidateRecord[round.Count];
            var seen = done.Where(c => c.Hash is not null).GroupBy(c => c.Hash!).ToDictionary(g => g.Key, g => g.First().Number, StringComparer.Ordinal);
            int count = done.Count;
            Workers.Run(round.Count, run.Configuration.Jobs, i =>
            {
                if (stored.TryGetValue(round[i].Number, out CandidateRecord? known))
                {
                    finished[i] = known;
                    return;
                }

                finished[i] = gauntlet.Try(round[i], seen, progress, cancellation);
                lock (stored)
                {
                    _store.Append(finished[i]);
                    progress.Report(new CandidateFinished(finished[i], ++count, run.Configuration.Iterations));
                }
            }, cancellation);
            done.AddRange(finished);
        }

        return [.. done];
    }
}
