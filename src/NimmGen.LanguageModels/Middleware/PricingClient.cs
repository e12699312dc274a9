using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>Puts a price on what a question used, failed attempts included.</summary>
internal sealed class PricingClient(IChatClient inner, Price? price) : Middleware(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            ChatResponse response = await InnerClient.GetResponseAsync(messages, options, cancellationToken);
            ReplyFacts facts = ReplyFacts.Of(response);
            (facts with { Money = price?.Of(facts.Usage) }).AddTo(response);
            return response;
        }
        catch (LanguageModelException e)
        {
            throw new LanguageModelException(e.Failure with { Money = price?.Of(e.Failure.Spent) });
        }
    }
}
