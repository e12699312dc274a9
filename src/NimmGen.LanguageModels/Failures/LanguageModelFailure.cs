using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>What a failure means for whoever asked.</summary>
public enum FailureKind
{
    /// <summary>Asking again cannot help until somebody changes something: key, address, model name, options, cassette file. Stop.</summary>
    Setup,

    /// <summary>The provider is in trouble and the attempts are used up. Stop; resume later.</summary>
    Provider,

    /// <summary>This reply is of no use; the next may be. Count it, remember it, go on.</summary>
    Reply,

    /// <summary>The budget is used up. Stop; resume with more.</summary>
    Budget,
}

/// <summary>Why a question has no answer.</summary>
/// <param name="Kind">What to do about it.</param>
/// <param name="Diagnostic">Code NLxxxx, what was got, why, how to fix; free of keys.</param>
public sealed record LanguageModelFailure(FailureKind Kind, Diagnostic Diagnostic)
{
    /// <summary>Whether another attempt at once may help.</summary>
    public bool Retryable { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Tokens that were used up all the same.</summary>
    public TokenUsage Spent { get; init; } = TokenUsage.None;

    /// <summary>US dollars for <see cref="Spent"/>; null without a price.</summary>
    public decimal? Money { get; init; }

    /// <summary>Attempts that were made; 0 where nothing was sent.</summary>
    public int Attempts { get; init; } = 1;

    public string Code => Diagnostic.Code;
}

/// <summary>A failure on its way through <c>IChatClient</c>. It has no inner exception: those of clients may quote a key.</summary>
public sealed class LanguageModelException(LanguageModelFailure failure) : Exception(failure.Diagnostic.ToString())
{
    public LanguageModelFailure Failure { get; } = failure;
}
