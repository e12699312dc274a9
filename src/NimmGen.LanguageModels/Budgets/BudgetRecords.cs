using System.Text.Json.Serialization;

namespace NimmGen.LanguageModels;

/// <summary>What may be used up; null where there is no limit, 0 where nothing may be.</summary>
/// <param name="Calls">Questions, however many attempts each takes.</param>
/// <param name="Tokens">Tokens in and out.</param>
/// <param name="Money">US dollars, by the price table.</param>
/// <param name="Wall">Time since the run began, sessions added up.</param>
public sealed record BudgetLimits(int? Calls = null, long? Tokens = null, decimal? Money = null, TimeSpan? Wall = null)
{
    public static BudgetLimits None { get; } = new();
}

/// <summary>What has been used up. Stored with a run, so that it can be resumed with a larger budget.</summary>
/// <param name="Calls">Questions that were answered or failed on the way.</param>
/// <param name="InputTokens">Tokens sent, attempts that failed included.</param>
/// <param name="OutputTokens">Tokens received, attempts that failed included.</param>
/// <param name="EstimatedTokens">Of both, those that the server did not count and that were estimated.</param>
/// <param name="Money">US dollars by the price table; 0 for models without a price.</param>
/// <param name="Wall">Time since the run began, sessions added up.</param>
public sealed record BudgetSpent(int Calls, long InputTokens, long OutputTokens, long EstimatedTokens, decimal Money, TimeSpan Wall)
{
    public static BudgetSpent Nothing { get; } = new(0, 0, 0, 0, 0m, TimeSpan.Zero);

    public long Tokens => InputTokens + OutputTokens;
}

/// <summary>Tokens of one question.</summary>
/// <param name="Input">Tokens of the prompt, in every attempt.</param>
/// <param name="Output">Tokens of the reply, in every attempt, reasoning included.</param>
/// <param name="CachedInput">Of <paramref name="Input"/>, those that the provider had in its cache and charges less for.</param>
/// <param name="Estimated">Of both, those that the server did not count and that were estimated.</param>
public sealed record TokenUsage(long Input, long Output, long CachedInput = 0, long Estimated = 0)
{
    public static TokenUsage None { get; } = new(0, 0);

    [JsonIgnore]
    public long Total => Input + Output;

    public static TokenUsage operator +(TokenUsage a, TokenUsage b) => Add(a, b);

    public static TokenUsage Add(TokenUsage left, TokenUsage right) =>
        new(left.Input + right.Input, left.Output + right.Output, left.CachedInput + right.CachedInput, left.Estimated + right.Estimated);
}
