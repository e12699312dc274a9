using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.LanguageModels;

namespace NimmGen.Search;

/// <summary>
/// The search: rounds of proposals, each compiled, verified, judged, calibrated and scored on validation origins; then the
/// winner is scored on the test origins, once. Everything is stored as it happens, so a run can be stopped and resumed
/// anywhere; the result does not depend on how many candidates are in flight or which of them ends first.
/// </summary>
public sealed class SearchRun
{
    private readonly ForecastTask _task;
    private readonly SynchronizedRunStore _store;
    private readonly ITwinEvaluator _evaluator;
    private readonly TimeProvider _time;
    private readonly IRespondent? _respondent;
    private readonly IModelReader _reader;
    private readonly bool _own;

    /// <param name="task">The task.</param>
    /// <param name="store">Where everything goes, and where a run that is resumed comes from.</param>
    /// <param name="settings">Of calibration.</param>
    /// <param name="time">Of timings and dates.</param>
    /// <param name="respondent">The language model; null for the built-in modeller.</param>
    /// <param name="reader">Reads the programs of candidates; in this process where none is given.</param>
    public SearchRun(
        ForecastTask task, IRunStore store, EvaluationSettings settings, TimeProvider time, IRespondent? respondent = null, IModelReader? reader = null)
        : this(task, store, TwinEvaluators.Of(task, settings), time, respondent, reader)
    {
    }

    internal SearchRun(
        ForecastTask task, IRunStore store, ITwinEvaluator evaluator, TimeProvider time, IRespondent? respondent, IModelReader? reader = null)
    {
        _own = reader is null or InProcessReader;
        _reader = new RememberingReader(reader ?? new InProcessReader());
        _task = task;
        _store = new(store);
        _evaluator = evaluator;
        _time = time;
        _respondent = respondent;
    }

    /// <summary>
    /// Runs or goes on until the winner is scored. Cancelled, it throws <see cref="OperationCanceledException"/> with
    /// everything finished so far in the store.
    /// </summary>
    /// <param name="configuration">As the run began, but for what may change from session to session: author, jobs, candidates, budget.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="cancellation">Stops everything in flight.</param>
    /// <exception cref="SearchStoppedException">The language model cannot be asked until somebody acts.</exception>
    /// <exception cref="RunFileException">The run file can no longer be written, such as on a full disk.</exception>
    public async Task<RunRecord> ExecuteAsync(RunConfiguration configuration, IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        long started = _time.GetTimestamp();
        RunRecord run = _store.Load();
        if (run.Final is not null)
        {
            if (!AsksForMore(configuration, run))
            {
                return run;
            }

            _store.Reopen();
        }

        _store.Begin(new(_time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), configuration));
        try
        {
            using var slots = new Slots(configuration.Jobs);

            // The compiler takes a second or more to load, which is not the first candidate's time.
            await slots.RunAsync(Compiler, cancellation);
            ImmutableArray<MethodScores> naive = await slots.RunAsync(_evaluator.NaiveValidation, cancellation);
            progress.Report(new BaselinesScored(naive));
            ImmutableArray<CandidateRecord> candidates;
            try
            {
                candidates = await SearchAsync(run, configuration, naive, slots, progress, cancellation);
            }
            catch (SearchStoppedException e) when (e.Failure.Kind == FailureKind.Budget)
            {
                progress.Report(new BudgetReached(e.Failure.Diagnostic));
                candidates = _store.Load().Candidates;
            }

            var finish = new Finish(_task, _evaluator, _time, _reader);
            if (await slots.RunAsync(() => finish.Conclude(candidates, naive, configuration.Jobs, progress, cancellation), cancellation) is { } final)
            {
                _store.Finish(final);
                progress.Report(new RunFinished(final));
            }
        }
        finally
        {
            _store.AddSeconds(_time.GetElapsedTime(started).TotalSeconds);
        }

        return _store.Load();
    }

    /// <summary>
    /// Whether a run that has ended goes on: not where the same is asked again, for a grammar or a budget that was used up then is so
    /// now.
    /// </summary>
    public static bool AsksForMore(RunConfiguration configuration, RunRecord run) =>
        run.Candidates.Length < configuration.Iterations
        && (configuration.Iterations > run.Configuration.Iterations || configuration.Author != run.Configuration.Author || configuration.Budget != run.Configuration.Budget);

    // A reader of another process is warmed up by whoever made it.
    private bool Compiler()
    {
        if (_own)
        {
            ModelReader.WarmUp();
        }

        return true;
    }

    private async Task<ImmutableArray<CandidateRecord>> SearchAsync(
        RunRecord run, RunConfiguration configuration, ImmutableArray<MethodScores> naive, Slots slots, IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        Correspondence? correspondence = _respondent is null ? null : new(_respondent, _store, run.Exchanges);
        using Crew crew = await Crew.AssembleAsync(_task, configuration, correspondence, _reader, naive, cancellation);
        var gauntlet = new Gauntlet(_task, _evaluator, crew.Author.Name, configuration.Mode, crew.Gate, slots, _time, _reader, configuration.Halving);
        var remember = new RememberStage(!configuration.Missing.ErrorMemory);
        var round = new Round(crew.Author, SearchStrategies.Of(configuration), gauntlet, _store, progress, run.Candidates);
        var done = new List<CandidateRecord>();
        string reflection = "";
        while (done.Count < configuration.Iterations)
        {
            SearchMemory memory = remember.Run(done, reflection, configuration.Round);
            CandidateRecord[] ended = await round.RunAsync(done, memory, Math.Min(configuration.Round, configuration.Iterations - done.Count), configuration.Iterations, cancellation);
            if (ended.Length == 0)
            {
                break;
            }

            done.AddRange(ended);
            if (crew.Critique is not null && done.Count < configuration.Iterations)
            {
                memory = remember.Run(done, reflection, configuration.Round);
                reflection = memory.Best.IsEmpty ? "" : await crew.Critique.CritiqueAsync(done.Count, memory, ended, crew.Equations, cancellation);
            }
        }

        return [.. done];
    }
}
