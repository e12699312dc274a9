using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace NimmGen.LanguageModels;

/// <summary>Clients of the OpenAI protocol: OpenAI's own address, and the many servers that speak it.</summary>
internal static class OpenAiProvider
{
    public static IChatClient Client(Endpoint endpoint, HttpClient http)
    {
        var client = new ChatClient(endpoint.Model, new ApiKeyCredential("sent by ProviderHandler"), new OpenAIClientOptions
        {
            Endpoint = new Uri(endpoint.Address),
            Transport = new HttpClientPipelineTransport(http),
            // Its own retries do not wait; ours do. Its own time-out knows nothing of ours.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
        });
        return endpoint.IsProvidersOwn ? client.AsIChatClient() : new OlderProtocol(client.AsIChatClient());
    }

    /// <summary>
    /// Says max_tokens where OpenAI says max_completion_tokens: servers that speak its protocol know the older name, and some refuse the newer.
    /// </summary>
    private sealed class OlderProtocol(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GetResponseAsync(messages, Older(options), cancellationToken);

        public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GetStreamingResponseAsync(messages, Older(options), cancellationToken);

        private static ChatOptions? Older(ChatOptions? options)
        {
            if (options?.MaxOutputTokens is not { } tokens)
            {
                return options;
            }

            ChatOptions older = options.Clone();
            older.MaxOutputTokens = null;
            older.RawRepresentationFactory = _ =>
            {
                var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The only way to a field that the client has no name for.
                raw.Patch.Set("$.max_tokens"u8, tokens);
#pragma warning restore SCME0001
                return raw;
            };
            return older;
        }
    }
}
