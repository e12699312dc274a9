using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace NimmGen.LanguageModels;

/// <summary>Judges an HTTP answer before a client reads it.</summary>
internal static class HttpAnswers
{
    // What is read of an answer that is only quoted.
    private const int Quoted = 8192;

    // Bytes on the wire for a byte of text: an event for each token, or JSON's longest escape.
    private const int PerByteStreamed = 64;
    private const int PerByteWhole = 6;
    private const int Envelope = 1 << 16;

    /// <summary>The answer with a bounded, watched body; anything that is no reply is a <see cref="LanguageModelException"/>.</summary>
    public static async Task<HttpResponseMessage> CheckAsync(HttpResponseMessage response, Endpoint endpoint, ProviderOptions options, CancellationToken cancellation)
    {
        int status = (int)response.StatusCode;
        if (status is < 200 or > 299)
        {
            string body = await BeginningAsync(response, cancellation);
            throw new LanguageModelException(HttpStatus.Failure(endpoint, response, body, RetryAfter(response, options.Time)));
        }

        string type = response.Content.Headers.ContentType?.MediaType ?? "";
        bool events = type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);
        if (options.Stream && !events)
        {
            throw new LanguageModelException(NotEvents(endpoint, type, await BeginningAsync(response, cancellation)));
        }

        Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
        if (events)
        {
            return With(response, new StreamContent(new EventStreamGuard(stream, endpoint, (long)options.ReplyBytes * PerByteStreamed + Envelope, options.ReplyBytes)));
        }

        byte[] whole = await WholeAsync(stream, (long)options.ReplyBytes * PerByteWhole + Envelope, endpoint, options.ReplyBytes, cancellation);
        CheckWhole(endpoint, type, whole);
        return With(response, new ByteArrayContent(whole));
    }

    /// <summary>How long the server asks to wait: seconds, a date, or milliseconds in OpenAI's own header; null where it does not say.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        TimeSpan? wait = response.Headers.TryGetValues("retry-after-ms", out IEnumerable<string>? values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds) && milliseconds is > 0 and < 1e12
            ? TimeSpan.FromMilliseconds(milliseconds)
            : response.Headers.RetryAfter switch
            {
                { Delta: { } delta } => delta,
                { Date: { } date } => date - time.GetUtcNow(),
                _ => null,
            };
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static LanguageModelFailure NotEvents(Endpoint endpoint, string type, string body) =>
        IsHtml(type, body) ? ReplyFailures.Html(endpoint, Excerpt.Of(body, 120))
        : ErrorIn(body) is { } error ? ReplyFailures.ErrorEvent(endpoint, error)
        : ReplyFailures.Malformed(endpoint, $"expected a stream of events, got {(type.Length > 0 ? Excerpt.Of(type, 60) : "something without a type")} that begins: {Excerpt.Of(body, 120)}");

    private static void CheckWhole(Endpoint endpoint, string type, byte[] whole)
    {
        string beginning = Encoding.UTF8.GetString(whole, 0, Math.Min(whole.Length, Quoted));
        if (IsHtml(type, beginning))
        {
            throw new LanguageModelException(ReplyFailures.Html(endpoint, Excerpt.Of(beginning, 120)));
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(whole);
            if (ErrorOf(document.RootElement) is { } error)
            {
                throw new LanguageModelException(ReplyFailures.ErrorEvent(endpoint, error));
            }
        }
        catch (JsonException e)
        {
            throw new LanguageModelException(ReplyFailures.Malformed(endpoint, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine}: not JSON, or JSON that ends in the middle; it begins: {Excerpt.Of(beginning, 120)}"));
        }
    }

    /// <summary>What an error object says, as both protocols write it; null where the text is none.</summary>
    public static string? ErrorIn(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return ErrorOf(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? ErrorOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out JsonElement error) || error.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        return error.ValueKind switch
        {
            JsonValueKind.String => Excerpt.Of(error.GetString()),
            JsonValueKind.Object when error.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.String => Excerpt.Of(message.GetString()),
            _ => Excerpt.Of(error.GetRawText()),
        };
    }

    private static bool IsHtml(string type, string body) =>
        type.Equals("text/html", StringComparison.OrdinalIgnoreCase) || body.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('<');

    private static HttpResponseMessage With(HttpResponseMessage response, HttpContent content)
    {
        if (response.Content.Headers.ContentType is { } type)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue(type.MediaType!, type.CharSet);
        }

        response.Content = content;
        return response;
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
            byte[] buffer = new byte[Quoted];
            int read = await stream.ReadAtLeastAsync(buffer, Quoted, throwOnEndOfStream: false, cancellation);
            return Encoding.UTF8.GetString(buffer, 0, read);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException)
        {
            return "";
        }
    }

    private static async Task<byte[]> WholeAsync(Stream stream, long limit, Endpoint endpoint, int replyBytes, CancellationToken cancellation)
    {
        await using Stream source = stream;
        using var whole = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
        {
            if (whole.Length + read > limit)
            {
                throw new LanguageModelException(ReplyFailures.TooLarge(endpoint, replyBytes));
            }

            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }
}
