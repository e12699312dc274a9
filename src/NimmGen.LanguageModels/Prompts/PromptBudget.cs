using System.Collections.Immutable;

namespace NimmGen.LanguageModels;

/// <summary>One part of a prompt.</summary>
/// <param name="Name">For reports, such as "memory".</param>
/// <param name="Text">Whole.</param>
/// <param name="Priority">The least goes first; parts of <see cref="PromptBudget.Always"/> are never cut.</param>
public sealed record PromptPart(string Name, string Text, int Priority)
{
    /// <summary>Whether lines may be cut from its end; otherwise it stays whole or goes.</summary>
    public bool Cuttable { get; init; } = true;
}

/// <summary>A part as it is sent.</summary>
/// <param name="Tokens">Estimated, of <paramref name="Text"/>.</param>
/// <param name="Cut">Estimated tokens that were left out.</param>
public sealed record FittedPart(string Name, string Text, int Tokens, int Cut);

/// <summary>A prompt in its budget.</summary>
/// <param name="Parts">In the order given; those that went have an empty text.</param>
/// <param name="Tokens">Estimated, in all.</param>
/// <param name="Fits">False where the parts that may not be cut are too long already.</param>
public sealed record FittedPrompt(ImmutableArray<FittedPart> Parts, int Tokens, bool Fits)
{
    public string this[string name] => Parts.First(p => p.Name == name).Text;
}

/// <summary>Measures prompts and cuts them to size, least important part first.</summary>
public static class PromptBudget
{
    /// <summary>Priority of parts that are never cut.</summary>
    public const int Always = int.MaxValue;

    /// <summary>Parts as they fit into that many tokens: of equal priority the later goes first.</summary>
    public static FittedPrompt Fit(IEnumerable<PromptPart> parts, int tokens)
    {
        PromptPart[] all = [.. parts];
        FittedPart[] fitted = [.. all.Select(p => new FittedPart(p.Name, p.Text, TokenEstimator.Count(p.Text), 0))];
        int total = fitted.Sum(f => f.Tokens);
        foreach (int i in Enumerable.Range(0, all.Length).Where(i => all[i].Priority != Always).OrderBy(i => all[i].Priority).ThenByDescending(i => i))
        {
            if (total <= tokens)
            {
                break;
            }

            FittedPart whole = fitted[i];
            string left = all[i].Cuttable ? Beginning(whole.Text, whole.Tokens - (total - tokens)) : "";
            int used = TokenEstimator.Count(left);
            fitted[i] = new(whole.Name, left, used, whole.Tokens - used);
            total -= whole.Tokens - used;
        }

        return new([.. fitted], total, total <= tokens);
    }

    // As many lines as there is room for.
    private static string Beginning(string text, int room)
    {
        int end = 0, tokens = 0;
        while (end < text.Length)
        {
            int next = text.IndexOf('\n', end) is >= 0 and { } newline ? newline + 1 : text.Length;
            tokens += TokenEstimator.Count(text[end..next]);
            if (tokens > room)
            {
                break;
            }

            end = next;
        }

        return text[..end];
    }
}
