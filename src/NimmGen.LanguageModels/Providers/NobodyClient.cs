using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>Stands where nobody can be asked; <paramref name="missing"/> says what is lacking, and is null where nothing may be asked.</summary>
internal sealed class NobodyClient(LanguageModelFailure? missing = null) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw Refusal();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw Refusal();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private Exception Refusal() => missing is not null ? new LanguageModelException(missing with { Attempts = 0 }) : new InvalidOperationException("a replay asks nobody");
}
