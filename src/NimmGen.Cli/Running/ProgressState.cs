using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>What a watcher of a run wants to know, kept up to date by its events. Safe to feed from several threads.</summary>
internal sealed class ProgressState(RunRecord before, TimeProvider time, Func<string>? spending = null)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly SortedDictionary<int, StageReached> _stages = [];
    private readonly SortedDictionary<string, int> _bugs = new(StringComparer.Ordinal);
    private MethodScores? _naive;
    private CandidateRecord? _best = before.Candidates.Where(c => !double.IsNaN(c.Score)).MinBy(c => c.Score);
    private int _done = before.Candidates.Length;
    private TestTrainingDone? _test;

    /// <summary>A moment of the run.</summary>
    internal sealed record View(
        int Done,
        int Total,
        IReadOnlyList<StageReached> Stages,
        MethodScores? Naive,
        CandidateRecord? Best,
        IReadOnlyList<KeyValuePair<string, int>> Bugs,
        TestTrainingDone? Test,
        TimeSpan Elapsed,
        string? Spent);

    /// <summary>Why the search ended before all candidates were tried; null where it did not.</summary>
    public Diagnostic? Ended { get; private set; }

    public View Now()
    {
        lock (_lock)
        {
            return new(_done, before.Configuration.Iterations, [.. _stages.Values], _naive, _best, [.. _bugs], _test, time.GetElapsedTime(_start), spending?.Invoke());
        }
    }

    /// <summary>Takes an event in; the plain line that tells it, or null where it is not worth one.</summary>
    public string? Apply(RunEvent happened)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case BaselinesScored baselines:
                    _naive = baselines.Naive.Where(n => !double.IsNaN(n.Mean)).MinBy(n => n.Mean);
                    return _naive is null ? null : $"naive forecasts: best is {_naive.Method} with {Figures.Score(_naive.Mean)} on validation data";
                case StageReached stage:
                    _stages[stage.Number] = stage;
                    return null;
                case CandidateFinished finished:
                    return Finished(finished);
                case TestTrainingDone test:
                    _test = test;
                    return $"scoring on the test data: {test.Done} of {test.Total} trainings done";
                case BudgetReached reached:
                    Ended = reached.Why;
                    return null;
                case RunFinished:
                    return "the search has ended";
                default:
                    return null;
            }
        }
    }

    private string Finished(CandidateFinished finished)
    {
        CandidateRecord candidate = finished.Candidate;
        _stages.Remove(candidate.Number);
        _done = finished.Done;
        foreach (string code in candidate.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.Code).Distinct())
        {
            _bugs[code] = _bugs.GetValueOrDefault(code) + 1;
        }

        bool better = !double.IsNaN(candidate.Score) && !(candidate.Score >= _best?.Score);
        if (better)
        {
            _best = candidate;
        }

        string standing = _naive is null ? "" : $", best naive {Figures.Score(_naive.Mean)}";
        string best = _best is null ? standing : better ? $" (best so far{standing})" : $" (best {Figures.Score(_best.Score)}{standing})";
        return $"{finished.Done} of {finished.Total} done: candidate {candidate.Number}, {candidate.Name}: {Outcomes.Words(candidate)}{best}, {Figures.Duration(candidate.Seconds)}";
    }
}
