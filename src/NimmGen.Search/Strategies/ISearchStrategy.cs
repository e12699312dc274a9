using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>
/// Says where a search goes on: which candidate each proposal of a round is to change, and how. It knows nothing but the records of
/// ended rounds and the seed, so that a resumed run, or one with another number of jobs, goes the same way.
/// </summary>
internal interface ISearchStrategy
{
    /// <summary>One aim a proposal of the next round.</summary>
    /// <param name="history">All candidates of earlier rounds, in order of number.</param>
    /// <param name="count">Proposals wanted.</param>
    ImmutableArray<Aim> Next(IReadOnlyList<CandidateRecord> history, int count);
}
