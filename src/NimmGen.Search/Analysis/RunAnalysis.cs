using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>What a run's record shows of the search itself.</summary>
/// <param name="Loss">After each candidate, in order of number.</param>
/// <param name="Improvements">Candidates that were better than all before, the first scored one first.</param>
/// <param name="Bugs">Failed candidates by code, first and last part of the run.</param>
/// <param name="Span">Candidates in each of those parts: 20, or half of a shorter run.</param>
/// <param name="Drafts">How many programs passed each gate as first written.</param>
/// <param name="Stages">Seconds by stage, over all candidates.</param>
/// <param name="Questions">What was asked of the language model, by purpose.</param>
/// <param name="Overhead">Mean seconds a candidate that are neither training nor waiting for a language model or a slot.</param>
public sealed record RunAnalysis(
    ImmutableArray<LossPoint> Loss,
    ImmutableArray<Improvement> Improvements,
    ImmutableArray<BugCount> Bugs,
    int Span,
    DraftRates Drafts,
    ImmutableArray<StageTime> Stages,
    ImmutableArray<QuestionCount> Questions,
    double Overhead);

/// <summary>The course of the search (the paper's Figure 4).</summary>
/// <param name="Number">Candidates so far.</param>
/// <param name="Score">Of this one; NaN where it failed.</param>
/// <param name="Mean">Of all scored so far; NaN before the first.</param>
/// <param name="Best">The least so far; NaN before the first.</param>
public sealed record LossPoint(int Number, double Score, double Mean, double Best);

/// <summary>A candidate that was better than all before it (the paper's Table 9).</summary>
/// <param name="Number">Of the candidate.</param>
/// <param name="Name">Of its class.</param>
/// <param name="From">The candidate that it is compared with: the one that it changes, or else the best before it; null for the first.</param>
/// <param name="Score">Its validation score.</param>
/// <param name="Before">The best score before it; NaN for the first.</param>
/// <param name="Changes">What it says otherwise than <paramref name="From"/>, in words, from the mechanisms alone.</param>
/// <param name="Reason">What its author said.</param>
public sealed record Improvement(int Number, string Name, int? From, double Score, double Before, ImmutableArray<string> Changes, string Reason)
{
    /// <summary>Share of the best score before that it gained; NaN for the first.</summary>
    public double Gain => 1 - Score / Before;
}

/// <summary>Failed candidates with one code (the paper's Table 7).</summary>
/// <param name="Code">Such as NG1003.</param>
/// <param name="First">Candidates of the first part that had it.</param>
/// <param name="Last">Candidates of the last part that had it.</param>
/// <param name="All">Candidates of the whole run that had it.</param>
public sealed record BugCount(string Code, int First, int Last, int All);

/// <summary>How far programs come as first written.</summary>
/// <param name="Written">Candidates.</param>
/// <param name="Compiled">That were programs of the language.</param>
/// <param name="Verified">Of those, that the checker accepted.</param>
/// <param name="Accepted">Of those, that the verification agent accepted or was not asked about.</param>
/// <param name="Trained">Of those, whose training was finite.</param>
/// <param name="Duplicates">That said the same as an earlier one; they count as compiled and are not judged further.</param>
public sealed record DraftRates(int Written, int Compiled, int Verified, int Accepted, int Trained, int Duplicates);

/// <summary>Questions of one purpose.</summary>
public sealed record QuestionCount(string Purpose, int Count, long InputTokens, long OutputTokens, decimal Money, double Seconds);
