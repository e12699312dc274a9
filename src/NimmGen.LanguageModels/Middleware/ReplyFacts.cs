using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>What the layers know of a reply beside its text; travels with the response.</summary>
/// <param name="Provider">Who answered, for the price.</param>
/// <param name="AskedModel">The model that was asked for.</param>
/// <param name="Model">The model that answered, by its own account.</param>
/// <param name="Usage">Tokens of every attempt.</param>
internal sealed record ReplyFacts(string Provider, string AskedModel, string Model, TokenUsage Usage)
{
    private const string Key = "nimmgen.facts";

    public ImmutableArray<Diagnostic> Warnings { get; init; } = [];

    /// <summary>US dollars for <see cref="Usage"/>; null without a price.</summary>
    public decimal? Money { get; init; }

    public int Attempts { get; init; } = 1;

    public bool FromCassette { get; init; }

    public static ReplyFacts Of(ChatResponse response) => (ReplyFacts)response.AdditionalProperties![Key]!;

    public void AddTo(ChatResponse response) => (response.AdditionalProperties ??= [])[Key] = this;

    /// <summary>The response made anew from text and facts: nothing that a client may have attached survives.</summary>
    public ChatResponse ToResponse(string text)
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
        {
            ModelId = Model,
            FinishReason = ChatFinishReason.Stop,
            Usage = new() { InputTokenCount = Usage.Input, OutputTokenCount = Usage.Output, TotalTokenCount = Usage.Total, CachedInputTokenCount = Usage.CachedInput },
        };
        AddTo(response);
        return response;
    }
}
