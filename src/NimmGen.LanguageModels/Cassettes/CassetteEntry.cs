using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>The first line of a cassette.</summary>
/// <param name="Cassette">Version of the form.</param>
/// <param name="Note">Who wrote the replies, and when.</param>
internal sealed record CassetteHead(int Cassette, string? Note = null)
{
    public const int Version = 1;
}

/// <summary>One message of a recorded question.</summary>
/// <param name="Role">"system", "user" or "assistant".</param>
/// <param name="Text">Its text, where it comes up for the first time.</param>
/// <param name="Same">The hash of a text that came up before: system prompts are long and the same.</param>
internal sealed record CassetteMessage(string Role, string? Text = null, string? Same = null);

/// <summary>A line of a cassette: one question and what came of it.</summary>
/// <param name="Question">Hash of messages, schema and sample.</param>
internal sealed record CassetteEntry(
    string Question,
    string Provider,
    string Address,
    string Model,
    int Sample,
    string Purpose,
    ImmutableArray<CassetteMessage> Messages,
    string AnsweredBy,
    TokenUsage Usage,
    ImmutableArray<Diagnostic> Warnings,
    float? Temperature = null,
    int? MaxOutputTokens = null,
    JsonElement? Schema = null,
    decimal? Money = null,
    string? Reply = null,
    CassetteFailure? Failure = null)
{
    /// <summary>Where it stands in the file; not part of it.</summary>
    [JsonIgnore]
    public int Line { get; init; }

    public bool HasAskedAlike(Endpoint endpoint, float? temperature, int? maxOutputTokens) =>
        (Provider, Address, Model) == (endpoint.Provider, endpoint.Address, endpoint.Model) && Temperature == temperature && MaxOutputTokens == maxOutputTokens;
}

/// <summary>A reply that was of no use, as it was told: a replayed run must meet it again.</summary>
internal sealed record CassetteFailure(string Code, string Message, string? Why = null, string? Fix = null)
{
    public static CassetteFailure Of(Diagnostic diagnostic) => new(diagnostic.Code, diagnostic.Message, diagnostic.Why, diagnostic.Fix);

    public LanguageModelFailure Told(TokenUsage spent, decimal? money) =>
        new(FailureKind.Reply, new(Code, Severity.Error, Place.None, Message, null, Why, Fix)) { Spent = spent, Money = money, Attempts = 0 };
}
