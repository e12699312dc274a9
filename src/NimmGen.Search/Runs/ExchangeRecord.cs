using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>One question to a language model and what came of it. Free of keys.</summary>
/// <param name="Candidate">Number of the candidate that it was for; 0 before the first.</param>
/// <param name="Purpose">Who asked: insights, modelling, verification, repair or reflection.</param>
/// <param name="Prompt">Name and version of the prompt, such as "modelling/1".</param>
/// <param name="Messages">As sent.</param>
/// <param name="Reply">As received, up to <see cref="LongestReply"/> characters; empty where it failed.</param>
/// <param name="Failure">Code and message where there was no usable reply, or null.</param>
/// <param name="Model">The name that the server gave.</param>
/// <param name="InputTokens">Of every attempt.</param>
/// <param name="OutputTokens">Of every attempt.</param>
/// <param name="EstimatedTokens">Of both, those that the server did not count.</param>
/// <param name="Money">US dollars; null without a price.</param>
/// <param name="Attempts">1, or more where attempts failed; 0 from a cassette.</param>
/// <param name="Seconds">From question to answer, waiting included.</param>
public sealed record ExchangeRecord(
    int Candidate,
    string Purpose,
    string Prompt,
    ImmutableArray<MessageRecord> Messages,
    string Reply,
    string? Failure,
    string Model,
    long InputTokens,
    long OutputTokens,
    long EstimatedTokens,
    decimal? Money,
    int Attempts,
    double Seconds)
{
    /// <summary>Longer replies are stored up to here: a program has at most 64 kB.</summary>
    public const int LongestReply = 1 << 18;
}

/// <summary>A part of a prompt.</summary>
/// <param name="Role">"system" or "user".</param>
/// <param name="Text">As sent.</param>
public sealed record MessageRecord(string Role, string Text);
