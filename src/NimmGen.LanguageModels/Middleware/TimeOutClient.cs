using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>Ends one attempt after a time. Which token was cancelled tells it from the caller's cancellation: exceptions differ from client to client.</summary>
internal sealed class TimeOutClient(IChatClient inner, string model, TimeSpan limit, TimeProvider time) : Middleware(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await InnerClient.GetResponseAsync(messages, options, either.Token);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            throw new LanguageModelException(ReplyFailures.TimedOut(model, limit) with { Spent = PromptUsage.Of(messages) });
        }
    }
}
