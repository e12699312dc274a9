using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>The paper's loop (section 4.1): every program is written from the memory of those before, and its author chooses what to change.</summary>
internal sealed class SequentialStrategy : ISearchStrategy
{
    public ImmutableArray<Aim> Next(IReadOnlyList<CandidateRecord> history, int count) => [.. Enumerable.Repeat(Aim.Free, count)];
}
