namespace NimmGen.LanguageModels;

/// <summary>What comes nearest to a question that a cassette does not have.</summary>
/// <param name="Line">Of the nearest exchange; 0 where the cassette has none.</param>
/// <param name="Where">The place in the question that differs, as it is asked now.</param>
/// <param name="Why">What is different.</param>
internal sealed record CassetteMiss(int Line, string? Where, string Why)
{
    private const int Shown = 80;

    public static CassetteMiss Of(CassetteQuestion question, Endpoint? endpoint, IReadOnlyList<CassetteEntry> entries, Func<CassetteMessage, string> text)
    {
        if (entries.Count == 0)
        {
            return new(0, null, "the cassette has no exchanges");
        }

        if (entries.FirstOrDefault(e => e.Question == question.Hash) is { } other && endpoint is not null)
        {
            return new(other.Line, null, $"line {other.Line} has it from {Who(other.Provider, other.Model, other.Address, other.Temperature, other.MaxOutputTokens)}; "
                + $"asked now: {Who(endpoint.Provider, endpoint.Model, endpoint.Address, question.Temperature, question.MaxOutputTokens)}");
        }

        (CassetteEntry nearest, int message, int character) = entries.Select(e => Common(e, question, text)).MaxBy(c => (c.Message, c.Character));
        if (message == question.Messages.Length && message == nearest.Messages.Length)
        {
            return nearest.Sample == question.Sample
                ? new(nearest.Line, null, $"line {nearest.Line} asks the same with another schema of the reply")
                : new(nearest.Line, null, $"line {nearest.Line} has sample {nearest.Sample} of it, asked now: sample {question.Sample}");
        }

        string recorded = message < nearest.Messages.Length ? From(text(nearest.Messages[message]), character) : "nothing more";
        (string role, string now) = message < question.Messages.Length ? (question.Messages[message].Role, From(question.Messages[message].Text, character)) : ("no", "nothing more");
        int line = message < question.Messages.Length ? 1 + question.Messages[message].Text.AsSpan(0, character).Count('\n') : 0;
        return new(nearest.Line, $"message {message + 1} ({role}), line {line}: {now}", $"nearest is line {nearest.Line} of the cassette ({nearest.Purpose}), which has there: {recorded}");
    }

    private static (CassetteEntry Entry, int Message, int Character) Common(CassetteEntry entry, CassetteQuestion question, Func<CassetteMessage, string> text)
    {
        int messages = Math.Min(entry.Messages.Length, question.Messages.Length);
        for (int i = 0; i < messages; i++)
        {
            (string recorded, string now) = (text(entry.Messages[i]), question.Messages[i].Text);
            int same = recorded.AsSpan().CommonPrefixLength(now);
            if (same < recorded.Length || same < now.Length)
            {
                return (entry, i, same);
            }
        }

        return (entry, messages, 0);
    }

    private static string From(string text, int character) => $"'{Excerpt.Of(text[character..Math.Min(text.Length, character + Shown)], Shown)}'";

    private static string Who(string provider, string model, string address, float? temperature, int? tokens) =>
        $"{provider}:{Excerpt.Of(model, 60)} at {Excerpt.Of(address, 80)}, temperature {(temperature is { } t ? $"{t}" : "of the model")}, at most {(tokens is { } n ? $"{n:N0}" : "any number of")} tokens";
}
