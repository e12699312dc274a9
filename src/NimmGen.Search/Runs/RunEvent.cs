using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>What a running search tells whoever watches it.</summary>
public abstract record RunEvent
{
    private protected RunEvent()
    {
    }
}

/// <summary>Naive forecasts on the validation origins are known: what a candidate must beat.</summary>
public sealed record BaselinesScored(ImmutableArray<MethodScores> Naive) : RunEvent;

/// <summary>A candidate reached a stage: "propose", "compile", "verify", "train free path", "train CalibNN".</summary>
/// <param name="Number">Of the candidate.</param>
/// <param name="Stage">One of the stages above.</param>
/// <param name="Fraction">Part of the stage that is done, 0 to 1.</param>
public sealed record StageReached(int Number, string Stage, double Fraction) : RunEvent;

/// <summary>A candidate is done, for better or worse.</summary>
public sealed record CandidateFinished(CandidateRecord Candidate, int Done, int Total) : RunEvent;

/// <summary>A training at the end of the search is done: of the winner or of a twin it is combined with, at one of the origins that judge.</summary>
/// <param name="Done">So many are.</param>
/// <param name="Total">So many there will be.</param>
public sealed record TestTrainingDone(int Done, int Total) : RunEvent;

/// <summary>The budget is used up: no more candidates are asked for; the best so far is scored.</summary>
public sealed record BudgetReached(Diagnostic Why) : RunEvent;

/// <summary>The search has ended and the winner has been scored.</summary>
public sealed record RunFinished(FinalRecord Final) : RunEvent;
