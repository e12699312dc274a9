using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>Nothing that comes from a provider passes this layer with a key in it. Cassette, traces, budget and callers stand outside.</summary>
internal sealed class RedactingClient(IChatClient inner, Redactor redactor) : Middleware(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            ChatResponse response = await InnerClient.GetResponseAsync(messages, options, cancellationToken);
            ReplyFacts facts = ReplyFacts.Of(response);
            return (facts with { Model = redactor.Clean(facts.Model), Warnings = [.. facts.Warnings.Select(redactor.Clean)] }).ToResponse(redactor.Clean(response.Text));
        }
        catch (LanguageModelException e)
        {
            throw new LanguageModelException(e.Failure with { Diagnostic = redactor.Clean(e.Failure.Diagnostic) });
        }
    }
}
