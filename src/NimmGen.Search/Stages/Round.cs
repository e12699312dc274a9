using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace NimmGen.Search;

/// <summary>One round of the search: proposals from one memory, all in flight at once, each stored as it ends.</summary>
/// <param name="author">Who proposes.</param>
/// <param name="strategy">Where the proposals go on from.</param>
/// <param name="gauntlet">What each goes through.</param>
/// <param name="store">Where each goes.</param>
/// <param name="progress">Told when one has ended.</param>
/// <param name="before">Candidates that earlier sessions finished.</param>
internal sealed class Round(IAuthor author, ISearchStrategy strategy, Gauntlet gauntlet, IRunStore store, IProgress<RunEvent> progress, ImmutableArray<CandidateRecord> before)
{
    private readonly Dictionary<int, CandidateRecord> _stored = before.ToDictionary(c => c.Number);

    /// <summary>The candidates of the round, in order of number; none where the author has nothing left to propose.</summary>
    /// <param name="history">All earlier candidates.</param>
    /// <param name="memory">Of them.</param>
    /// <param name="count">Candidates wanted.</param>
    /// <param name="total">Of the whole run, for progress.</param>
    /// <param name="cancellation">Stops all of them.</param>
    public async Task<CandidateRecord[]> RunAsync(IReadOnlyList<CandidateRecord> history, SearchMemory memory, int count, int total, CancellationToken cancellation)
    {
        int first = history.Count + 1, done = history.Count;
        Dictionary<int, CandidateRecord> known = Enumerable.Range(first, count).Where(_stored.ContainsKey).ToDictionary(n => n, n => _stored[n]);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        IReadOnlyList<Task<Proposed>> proposals = author.Propose(new(count, history, memory, known, strategy.Next(history, count)), all.Token);
        var novelty = new Novelty(history, count);
        double? hurdle = Halving.Hurdle(history);
        Task<CandidateRecord>[] flights = [.. Enumerable.Range(first, count).TakeWhile(n => known.ContainsKey(n) || n - first < proposals.Count).Select(Fly)];
        await Task.WhenAll(flights).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Throw(flights, cancellation);
        return [.. flights.Select(f => f.Result)];

        async Task<CandidateRecord> Fly(int number)
        {
            try
            {
                if (!known.TryGetValue(number, out CandidateRecord? record))
                {
                    progress.Report(new StageReached(number, "propose", 0));
                    record = await gauntlet.TryAsync(await proposals[number - first], novelty, hurdle, progress, all.Token);
                    store.Append(record);
                    progress.Report(new CandidateFinished(record, Interlocked.Increment(ref done), total));
                }
                else
                {
                    Interlocked.Increment(ref done);
                }

                novelty.Tell(number, record.Hash, record.Program);
                return record;
            }
            catch (Exception e)
            {
                novelty.Stop(number);

                // Whoever waits for no answer may end what was begun; any other failure ends all.
                if (e is not SearchStoppedException)
                {
                    await all.CancelAsync();
                }

                throw;
            }
        }
    }

    // What happened, before what happened because of it.
    private static void Throw(Task<CandidateRecord>[] flights, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (flights.Where(f => f.IsFaulted).Select(f => f.Exception!.InnerException!).OrderBy(e => e is SearchStoppedException).FirstOrDefault() is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
