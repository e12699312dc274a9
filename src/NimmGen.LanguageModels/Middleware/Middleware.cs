using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>A layer around a client that sees whole replies. A caller that streams gets the whole reply too: no layer can be passed by.</summary>
internal abstract class Middleware(IChatClient inner) : DelegatingChatClient(inner)
{
    public abstract override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    public sealed override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }
}
