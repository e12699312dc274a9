using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>
/// Asks while the budget lasts and books what each question used, whatever came of it. A reply from a cassette is booked
/// as it was recorded, so that a replayed run stops where the recorded one did.
/// </summary>
internal sealed class BudgetClient(IChatClient inner, Budget budget, TimeProvider time) : Middleware(inner)
{
    // A timer's longest time.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        long prompt = PromptUsage.Of(messages).Input;
        if (budget.Take(prompt) is { } usedUp)
        {
            throw new LanguageModelException(BudgetFailures.UsedUp(usedUp));
        }

        (TokenUsage Usage, decimal? Money, bool Sent) used = (TokenUsage.None, null, true);
        using var end = new CancellationTokenSource(budget.Left is { } left && left < Longest ? left : Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            ChatResponse response = await InnerClient.GetResponseAsync(messages, options, either.Token);
            ReplyFacts facts = ReplyFacts.Of(response);
            used = (facts.Usage, facts.Money, true);
            return response;
        }
        catch (LanguageModelException e)
        {
            used = (e.Failure.Spent, e.Failure.Money, e.Failure.Attempts > 0 || e.Failure.Kind == FailureKind.Reply);
            throw;
        }
        catch (OperationCanceledException)
        {
            // A question that is cancelled was sent all the same.
            used = (PromptUsage.Of(messages), null, true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new LanguageModelException(BudgetFailures.UsedUp(Budget.TimeUsedUp(budget.Limits.Wall ?? TimeSpan.Zero)) with { Spent = used.Usage, Attempts = 1 });
        }
        finally
        {
            budget.Settle(prompt, used.Usage, used.Money, used.Sent);
        }
    }
}
