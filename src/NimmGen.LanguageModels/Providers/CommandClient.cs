using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>A command as a language model: <c>exec:</c> gets the request as JSON, <c>pipe:</c> the prompt as text; the reply is what it prints.</summary>
internal sealed class CommandClient(ModelSpecification.Command command, Endpoint endpoint, ProviderOptions options) : IChatClient
{
    // Exit codes of shells.
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    // One that has never answered is more likely called wrongly than in trouble.
    private volatile bool _answered;

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chat = null, CancellationToken cancellationToken = default)
    {
        string input = command.Json ? CommandProtocol.Request(messages, chat) : CommandProtocol.Prompt(messages);
        CommandOutput output = await CommandProcess.RunAsync(command.Line, input, options.Folder, options.ReplyBytes, cancellationToken);
        if (output.TooLarge)
        {
            throw new LanguageModelException(ReplyFailures.TooLarge(endpoint, options.ReplyBytes));
        }

        if (output.ExitCode is NotExecutable or NotFound)
        {
            throw new LanguageModelException(SetupFailures.CommandNotFound(command.Line, output.ExitCode, Excerpt.Of(output.Error)));
        }

        if (output.ExitCode != 0)
        {
            throw new LanguageModelException(ReplyFailures.CommandFailed(command.Line, output.ExitCode, Excerpt.Of(output.Error)) with { Retryable = _answered });
        }

        _answered = true;
        return CommandProtocol.Reply(output.Text, endpoint.Model);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chat = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("a command is read whole");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
