namespace NimmGen.Search;

/// <summary>
/// Who said something first. Of two candidates of a round that say the same the lower number counts, whichever is known
/// first: a candidate waits until those before it have been read.
/// </summary>
internal sealed class Novelty
{
    private readonly Dictionary<string, int> _earlier;
    private readonly Said[] _history;
    private readonly int _first;
    private readonly TaskCompletionSource<Said?>[] _round;

    /// <param name="history">Candidates of earlier rounds.</param>
    /// <param name="count">Candidates of this round, numbered on.</param>
    public Novelty(IReadOnlyList<CandidateRecord> history, int count)
    {
        _history = [.. history.Where(c => c.Hash is not null && c.Outcome != Outcome.Duplicate).Select(c => new Said(c.Number, c.Hash!, c.Program))];
        _earlier = history.Where(c => c.Hash is not null).GroupBy(c => c.Hash!).ToDictionary(g => g.Key, g => g.Min(c => c.Number), StringComparer.Ordinal);
        _first = history.Count + 1;
        _round = [.. Enumerable.Range(0, count).Select(_ => new TaskCompletionSource<Said?>(TaskCreationOptions.RunContinuationsAsynchronously))];
    }

    /// <summary>Says what a candidate of the round says; null where it says nothing. The first call for a number counts.</summary>
    public void Tell(int number, string? hash, string program) => _round[number - _first].TrySetResult(hash is null ? null : new(number, hash, program));

    /// <summary>The candidate stopped before it was read: what the later ones are to each other is not known.</summary>
    public void Stop(int number) => _round[number - _first].TrySetCanceled();

    /// <summary>The first candidate that said the same as this one, or null.</summary>
    public async Task<int?> EarlierAsync(int number, string hash, CancellationToken cancellation)
    {
        if (_earlier.TryGetValue(hash, out int earlier))
        {
            return earlier;
        }

        for (int i = 0; i < number - _first; i++)
        {
            if ((await _round[i].Task.WaitAsync(cancellation))?.Hash == hash)
            {
                return _first + i;
            }
        }

        return null;
    }

    /// <summary>What the candidates before this one said that were no copies, in order of number; waits for those of the round.</summary>
    public async Task<IReadOnlyList<Said>> BeforeAsync(int number, CancellationToken cancellation)
    {
        Said?[] round = await Task.WhenAll(_round.Take(number - _first).Select(t => t.Task)).WaitAsync(cancellation);
        return [.. _history, .. round.OfType<Said>().DistinctBy(s => s.Hash)];
    }
}
