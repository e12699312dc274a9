using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>
/// What a command is told and how its answer is read. The request is the body of an OpenAI chat completion without the model,
/// so that a command may pass it on; the answer is plain text, or a chat completion.
/// </summary>
internal static class CommandProtocol
{
    /// <summary>Of the member "nimmgen"; a change that a command must know of gets another number.</summary>
    private const int Version = 1;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteStartObject("nimmgen");
            json.WriteNumber("version", Version);
            json.WriteString("purpose", AskOptions.Purpose(options));
            json.WriteNumber("sample", AskOptions.Sample(options));
            json.WriteEndObject();
            json.WriteStartArray("messages");
            foreach (ChatMessage message in messages)
            {
                json.WriteStartObject();
                json.WriteString("role", message.Role.Value);
                json.WriteString("content", message.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (options?.MaxOutputTokens is { } tokens)
            {
                json.WriteNumber("max_tokens", tokens);
            }

            if (options?.Temperature is { } temperature)
            {
                json.WriteNumber("temperature", temperature);
            }

            if (AskOptions.Schema(options) is { } schema)
            {
                json.WriteStartObject("response_format");
                json.WriteString("type", "json_schema");
                json.WriteStartObject("json_schema");
                json.WriteString("name", "reply");
                json.WritePropertyName("schema");
                schema.WriteTo(json);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    /// <summary>The messages one after the other, with nothing between them but a blank line.</summary>
    public static string Prompt(IEnumerable<ChatMessage> messages) => string.Join("\n\n", messages.Select(m => m.Text)) + "\n";

    public static ChatResponse Reply(string output, string model) =>
        Completion(output) ?? new(new ChatMessage(ChatRole.Assistant, output)) { FinishReason = ChatFinishReason.Stop, ModelId = model };

    // Null where the output is no chat completion: then it is text, JSON or not.
    private static ChatResponse? Completion(string output)
    {
        if (!output.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            JsonElement root = document.RootElement;
            if (!root.TryGetProperty("choices", out JsonElement choices) || choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0
                || Member(choices[0], "message") is not { } message || Member(message, "content") is not { ValueKind: JsonValueKind.String } content)
            {
                return null;
            }

            string? finish = Member(choices[0], "finish_reason") is { ValueKind: JsonValueKind.String } reason ? reason.GetString() : "stop";
            return new(new ChatMessage(ChatRole.Assistant, content.GetString()))
            {
                ModelId = Member(root, "model") is { ValueKind: JsonValueKind.String } model ? model.GetString() : null,
                FinishReason = new(string.IsNullOrEmpty(finish) ? "stop" : finish),
                Usage = Member(root, "usage") is { } usage ? new() { InputTokenCount = Count(usage, "prompt_tokens"), OutputTokenCount = Count(usage, "completion_tokens") } : null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Member(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement member) ? member : null;

    private static long? Count(JsonElement usage, string name) => Member(usage, name) is { ValueKind: JsonValueKind.Number } count && count.TryGetInt64(out long value) ? value : null;
}
