using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>At most so many questions at once. One that waits for its next attempt keeps its place: a server that asks for fewer requests gets fewer.</summary>
internal sealed class ConcurrencyClient(IChatClient inner, int limit) : Middleware(inner)
{
    private readonly SemaphoreSlim _places = new(limit, limit);

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await InnerClient.GetResponseAsync(messages, options, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _places.Dispose();
        }

        base.Dispose(disposing);
    }
}
