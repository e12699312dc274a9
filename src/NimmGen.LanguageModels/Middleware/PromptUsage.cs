using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>Tokens of a prompt, where nobody counted them.</summary>
internal static class PromptUsage
{
    // Roles and separators of the chat formats.
    private const int PerMessage = 4;

    public static TokenUsage Of(IEnumerable<ChatMessage> messages, string reply = "")
    {
        int input = messages.Sum(m => TokenEstimator.Count(m.Text) + PerMessage);
        int output = TokenEstimator.Count(reply);
        return new(input, output, Estimated: input + output);
    }
}
