using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>Reads a reply to its end and judges it: whole, not empty, not too long, by the right model, with its tokens counted.</summary>
internal sealed class ReadingClient(IChatClient inner, Endpoint endpoint, ProviderOptions provider) : Middleware(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var draft = new Draft(endpoint, provider, AskOptions.Purpose(options));
        try
        {
            if (provider.Stream)
            {
                await foreach (ChatResponseUpdate update in InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken))
                {
                    draft.Add(update);
                }
            }
            else
            {
                foreach (ChatResponseUpdate update in (await InnerClient.GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
                {
                    draft.Add(update);
                }
            }

            return Judge(draft, messages, options);
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LanguageModelFailure failure = Failure(e);
            bool answered = draft.Text.Length > 0 || failure.Kind == FailureKind.Reply;
            throw new LanguageModelException(answered && failure.Spent.Total == 0 ? failure with { Spent = PromptUsage.Of(messages, draft.Text.ToString()) } : failure);
        }
    }

    private ChatResponse Judge(Draft draft, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        string text = draft.Text.ToString();
        TokenUsage usage = Usage(draft, messages, text);
        LanguageModelFailure? failure =
            draft.Finish == ChatFinishReason.Length ? ReplyFailures.TooManyTokens(endpoint, options?.MaxOutputTokens ?? provider.MaxOutputTokens, text.Length)
            : draft.Finish == ChatFinishReason.ContentFilter ? ReplyFailures.Filtered(endpoint)
            : draft.Finish is null ? ReplyFailures.CutShort(endpoint, text.Length)
            : string.IsNullOrWhiteSpace(text) ? ReplyFailures.Empty(endpoint, draft.Reasoned)
            : null;
        if (failure is not null)
        {
            throw new LanguageModelException(failure with { Spent = usage });
        }

        string model = string.IsNullOrEmpty(draft.Model) ? endpoint.Model : draft.Model;
        return new ReplyFacts(endpoint.Provider, endpoint.Model, model, usage) { Warnings = endpoint.NamesModel && !ModelNames.Same(endpoint.Model, model) ? [ReplyFailures.OtherModel(endpoint.Model, model)] : [] }.ToResponse(text);
    }

    private static TokenUsage Usage(Draft draft, IEnumerable<ChatMessage> messages, string text)
    {
        TokenUsage guess = PromptUsage.Of(messages, text);
        long? input = draft.Usage?.InputTokenCount is > 0 and { } i ? i : null;
        long? output = draft.Usage?.OutputTokenCount is > 0 and { } o ? o : null;
        long estimated = (input is null ? guess.Input : 0) + (output is null ? guess.Output : 0);
        return new(input ?? guess.Input, output ?? guess.Output, Math.Max(0, draft.Usage?.CachedInputTokenCount ?? 0), estimated);
    }

    // Whatever a client throws while it reads what a server sent is the server's doing.
    private LanguageModelFailure Failure(Exception e)
    {
        return Known(e) is { } known ? known
            : e is OperationCanceledException || LostConnection.Is(e) ? LostConnection.At(endpoint).Failure
            : e is JsonException json ? ReplyFailures.Malformed(endpoint, $"line {json.LineNumber + 1}, byte {json.BytePositionInLine}: not JSON, or JSON that ends in the middle")
            : ReplyFailures.Malformed(endpoint, $"the client could not read it ({e.GetType().Name})");
    }

    // Clients wrap what our handler throws.
    private static LanguageModelFailure? Known(Exception? e) => e switch
    {
        null => null,
        LanguageModelException known => known.Failure,
        AggregateException many => many.InnerExceptions.Select(Known).FirstOrDefault(f => f is not null),
        _ => Known(e.InnerException),
    };

    /// <summary>What has come of a reply so far.</summary>
    private sealed class Draft(Endpoint endpoint, ProviderOptions provider, string purpose)
    {
        private int _bytes;

        public StringBuilder Text { get; } = new();

        public string? Model { get; private set; }

        public ChatFinishReason? Finish { get; private set; }

        public UsageDetails? Usage { get; private set; }

        public bool Reasoned { get; private set; }

        public void Add(ChatResponseUpdate update)
        {
            Model = string.IsNullOrEmpty(update.ModelId) ? Model : update.ModelId;
            Finish = update.FinishReason ?? Finish;
            foreach (AIContent content in update.Contents)
            {
                switch (content)
                {
                    case TextContent text:
                        _bytes += Encoding.UTF8.GetByteCount(text.Text);
                        Text.Append(text.Text);
                        break;
                    case TextReasoningContent reasoning:
                        // Not kept, but it is what a model that never comes to an end writes.
                        _bytes += Encoding.UTF8.GetByteCount(reasoning.Text);
                        Reasoned = true;
                        break;
                    case UsageContent usage:
                        Usage = Merge(Usage, usage.Details);
                        break;
                    default:
                        break;
                }
            }

            if (_bytes > provider.ReplyBytes)
            {
                throw new LanguageModelException(ReplyFailures.TooLarge(endpoint, provider.ReplyBytes));
            }

            provider.Progress?.Report(new(purpose, Text.Length));
        }

        // Anthropic counts the prompt at the beginning and the reply at the end; each count is of the whole so far.
        private static UsageDetails Merge(UsageDetails? before, UsageDetails now) => new()
        {
            InputTokenCount = Larger(before?.InputTokenCount, now.InputTokenCount),
            OutputTokenCount = Larger(before?.OutputTokenCount, now.OutputTokenCount),
            CachedInputTokenCount = Larger(before?.CachedInputTokenCount, now.CachedInputTokenCount),
        };

        private static long? Larger(long? a, long? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
    }
}
