using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.AI;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>One question to a language model.</summary>
/// <param name="Messages">The prompt: usually one system message and one user message.</param>
/// <param name="Purpose">Who asks, such as <c>modelling</c>: a tag of traces and progress, not part of the request.</param>
public sealed record Ask(ImmutableArray<ChatMessage> Messages, string Purpose = "")
{
    public Ask(string system, string user, string purpose = "")
        : this([new ChatMessage(ChatRole.System, system), new ChatMessage(ChatRole.User, user)], purpose)
    {
    }

    /// <summary>Number of the sample: the same question with another number is another question to the cassette.</summary>
    public int Sample { get; init; }

    /// <summary>The JSON schema of the reply, where it is to be JSON; see <see cref="JsonReply"/>.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>Overrides <see cref="ProviderOptions.Temperature"/>.</summary>
    public float? Temperature { get; init; }

    /// <summary>Overrides <see cref="ProviderOptions.MaxOutputTokens"/>.</summary>
    public int? MaxOutputTokens { get; init; }
}

/// <summary>What came of a question.</summary>
/// <param name="Text">The reply; empty where it failed.</param>
/// <param name="Failure">Why there is no reply, or null.</param>
/// <param name="Usage">Tokens, failed attempts included.</param>
/// <param name="Money">US dollars by the price table; null without a price.</param>
/// <param name="Model">The name of the model that the server gave, or that was asked for.</param>
/// <param name="Warnings">What the reader of results should know.</param>
/// <param name="Attempts">1, or more where attempts failed; 0 from a cassette.</param>
/// <param name="FromCassette">True where nothing was sent.</param>
/// <param name="Elapsed">From question to answer, waiting included.</param>
public sealed record Answer(
    string Text,
    LanguageModelFailure? Failure,
    TokenUsage Usage,
    decimal? Money,
    string Model,
    ImmutableArray<Diagnostic> Warnings,
    int Attempts,
    bool FromCassette,
    TimeSpan Elapsed);
