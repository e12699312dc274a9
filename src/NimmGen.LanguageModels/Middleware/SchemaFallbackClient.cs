using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>Not every server and model takes a schema of the reply. One that refuses it is asked without, from then on: the prompt says what is wanted, and <see cref="JsonReply"/> forgives.</summary>
internal sealed class SchemaFallbackClient(IChatClient inner) : Middleware(inner)
{
    private volatile bool _refused;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.ResponseFormat is null || _refused)
        {
            return await InnerClient.GetResponseAsync(messages, Without(options), cancellationToken);
        }

        try
        {
            return await InnerClient.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (LanguageModelException e) when (IsAboutTheSchema(e.Failure))
        {
            _refused = true;
            return await InnerClient.GetResponseAsync(messages, Without(options), cancellationToken);
        }
    }

    private static bool IsAboutTheSchema(LanguageModelFailure failure) =>
        failure.Code == ReplyFailures.RefusedCode && failure.Diagnostic.Why is { } said
        && ((string[])["response_format", "json_schema", "schema", "output_format", "output_config", "structured output"]).Any(w => said.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static ChatOptions? Without(ChatOptions? options)
    {
        if (options?.ResponseFormat is null)
        {
            return options;
        }

        ChatOptions plain = options.Clone();
        plain.ResponseFormat = null;
        return plain;
    }
}
