using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NimmGen.LanguageModels.Tests;

/// <summary>What servers answer: as the protocols have it, and spoiled.</summary>
internal static class Answers
{
    public static async Task SendAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
    }

    public static Task ErrorAsync(HttpContext context, int status, string message, string? code = null) =>
        SendAsync(context, status, "application/json", JsonSerializer.Serialize(new { error = new { message, type = "error", code } }));

    /// <summary>A whole stream of the OpenAI protocol.</summary>
    public static Task OpenAiAsync(HttpContext context, string text, string model = "test-1", bool usage = true, string? finish = "stop") =>
        SendAsync(context, 200, "text/event-stream", OpenAiEvents(text, model, usage, finish));

    public static string OpenAiEvents(string text, string model = "test-1", bool usage = true, string? finish = "stop", bool done = true, int chunk = 40)
    {
        IEnumerable<string> events = text.Chunk(chunk).Select(c => Chunk(model, new string(c), null));
        events = events.Append(finish is null ? "" : Chunk(model, null, finish));
        events = events.Append(usage ? JsonSerializer.Serialize(new { id = "c1", @object = "chat.completion.chunk", created = 1, model, choices = Array.Empty<object>(), usage = new { prompt_tokens = 100, completion_tokens = 20, total_tokens = 120, prompt_tokens_details = new { cached_tokens = 60 } } }) : "");
        return string.Concat(events.Where(e => e.Length > 0).Select(e => $"data: {e}\n\n")) + (done ? "data: [DONE]\n\n" : "");
    }

    /// <summary>A whole reply of the OpenAI protocol, not streamed.</summary>
    public static string OpenAiWhole(string text, string model = "test-1") => JsonSerializer.Serialize(new
    {
        id = "c1",
        @object = "chat.completion",
        created = 1,
        model,
        choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = "stop" } },
        usage = new { prompt_tokens = 100, completion_tokens = 20, total_tokens = 120 },
    });

    /// <summary>A whole stream of Anthropic's protocol.</summary>
    public static string AnthropicEvents(string text, string model = "test-1", string stop = "end_turn")
    {
        (string Name, object Data)[] events =
        [
            ("message_start", new { type = "message_start", message = new { id = "m1", type = "message", role = "assistant", model, content = Array.Empty<object>(), stop_reason = (string?)null, stop_sequence = (string?)null, usage = new { input_tokens = 100, output_tokens = 1, cache_read_input_tokens = 0, cache_creation_input_tokens = 0 } } }),
            ("content_block_start", new { type = "content_block_start", index = 0, content_block = new { type = "text", text = "" } }),
            .. text.Chunk(40).Select(c => ("content_block_delta", (object)new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text = new string(c) } })),
            ("content_block_stop", new { type = "content_block_stop", index = 0 }),
            ("message_delta", new { type = "message_delta", delta = new { stop_reason = stop, stop_sequence = (string?)null }, usage = new { output_tokens = 20 } }),
            ("message_stop", new { type = "message_stop" }),
        ];
        return string.Concat(events.Select(e => $"event: {e.Name}\ndata: {JsonSerializer.Serialize(e.Data)}\n\n"));
    }

    private static string Chunk(string model, string? text, string? finish) => JsonSerializer.Serialize(new
    {
        id = "c1",
        @object = "chat.completion.chunk",
        created = 1,
        model,
        choices = new[] { new { index = 0, delta = new { role = "assistant", content = text ?? "" }, finish_reason = finish } },
    });
}
