using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>
/// Any earlier program that could be read is changed somehow, whatever became of it: structure by chance, the control that a strategy
/// which looks at scores must beat.
/// </summary>
internal sealed class RandomStrategy(int seed) : ISearchStrategy
{
    public ImmutableArray<Aim> Next(IReadOnlyList<CandidateRecord> history, int count)
    {
        int[] read = [.. history.Where(c => c.Hash is not null && c.Outcome != Outcome.Duplicate).Select(c => c.Number)];
        return
        [
            .. Enumerable.Range(history.Count + 1, count).Select(number =>
            {
                int[] order = [.. read];
                new Random(SeedMix.Of(seed, number)).Shuffle(order);
                return new Aim(AimKind.Any, [.. order]);
            }),
        ];
    }
}
