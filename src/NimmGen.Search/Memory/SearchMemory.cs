using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>What an author of the next round remembers of the rounds before: the same for every slot of the round.</summary>
/// <param name="Best">The best scored candidates, best first.</param>
/// <param name="Errors">What went wrong, the most frequent first.</param>
/// <param name="Reflection">The last critique of the reflection agent, or empty.</param>
/// <param name="Recent">The last candidates, oldest first: what was tried and what became of it.</param>
public sealed record SearchMemory(
    ImmutableArray<CandidateRecord> Best, ImmutableArray<ErrorEntry> Errors, string Reflection, ImmutableArray<CandidateRecord> Recent)
{
    public static SearchMemory Empty { get; } = new([], [], "", []);
}

/// <summary>An error that programs of this run had.</summary>
/// <param name="Code">Such as NG1003.</param>
/// <param name="Cause">As the reflection agent located it, or the message.</param>
/// <param name="Count">How many candidates had it.</param>
/// <param name="Cure">What to write instead.</param>
/// <param name="Worked">True where no candidate of the round after the cure had the error again.</param>
/// <param name="Last">The last candidate that had it.</param>
public sealed record ErrorEntry(string Code, string Cause, int Count, string Cure, bool Worked, int Last);
