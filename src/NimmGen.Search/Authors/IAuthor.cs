using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>Whoever writes programs: the built-in modeller or a language model.</summary>
internal interface IAuthor
{
    /// <summary>As stored with each candidate.</summary>
    string Name { get; }

    /// <summary>
    /// The proposals of one round, numbered on from the last candidate; each is ready when its author has written it. Fewer
    /// than asked for, or none, where the author has nothing left to propose.
    /// </summary>
    IReadOnlyList<Task<Proposed>> Propose(ProposalRound round, CancellationToken cancellation);
}

/// <summary>What an author of a round knows.</summary>
/// <param name="Count">Candidates wanted.</param>
/// <param name="History">All candidates of earlier rounds, in order of number.</param>
/// <param name="Memory">What is remembered of them; the same for each slot.</param>
/// <param name="Stored">Candidates of this round that an interrupted session already finished, by number.</param>
/// <param name="Aims">What the strategy asks of each, one a candidate.</param>
internal sealed record ProposalRound(
    int Count, IReadOnlyList<CandidateRecord> History, SearchMemory Memory, IReadOnlyDictionary<int, CandidateRecord> Stored, ImmutableArray<Aim> Aims)
{
    /// <summary>Number of the round's first candidate.</summary>
    public int First => History.Count + 1;
}

/// <summary>A program to try.</summary>
/// <param name="Number">Of the candidate, from 1.</param>
/// <param name="Parent">The candidate that it changes, or null.</param>
/// <param name="Name">Class name.</param>
/// <param name="Change">What was changed and why.</param>
/// <param name="Program">C# text.</param>
public sealed record Proposal(int Number, int? Parent, string Name, string Change, string Program)
{
    /// <summary>How it differs from its parent, where a strategy asked; an author who has nothing of the kind asked for proposes another.</summary>
    public AimKind? Aim { get; init; }
}

/// <summary>What came of asking for a program.</summary>
/// <param name="Proposal">With an empty program where there was none in the reply.</param>
/// <param name="Failure">Why there is no program, or null.</param>
internal sealed record Proposed(Proposal Proposal, Ir.Diagnostic? Failure = null)
{
    /// <summary>Seconds that a language model took.</summary>
    public double Asked { get; init; }
}
