using System.Text.Json;
using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>A question as messages and <see cref="ChatOptions"/>, and back.</summary>
internal static class AskOptions
{
    private const string SampleKey = "nimmgen.sample";
    private const string PurposeKey = "nimmgen.purpose";

    public static ChatOptions From(Ask ask, ProviderOptions options) => new()
    {
        Temperature = ask.Temperature ?? options.Temperature,
        MaxOutputTokens = ask.MaxOutputTokens ?? options.MaxOutputTokens,
        ResponseFormat = ask.Schema is { } schema ? ChatResponseFormat.ForJsonSchema(schema, "reply") : null,
        AdditionalProperties = new() { [SampleKey] = ask.Sample, [PurposeKey] = ask.Purpose },
    };

    public static int Sample(ChatOptions? options) => options?.AdditionalProperties?.TryGetValue(SampleKey, out int sample) == true ? sample : 0;

    public static string Purpose(ChatOptions? options) => options?.AdditionalProperties?.TryGetValue(PurposeKey, out string? purpose) == true ? purpose ?? "" : "";

    public static JsonElement? Schema(ChatOptions? options) => (options?.ResponseFormat as ChatResponseFormatJson)?.Schema;
}
