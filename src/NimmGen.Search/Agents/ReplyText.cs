namespace NimmGen.Search;

/// <summary>Text that a language model wrote, made fit to be stored and shown: it is data, wherever it goes.</summary>
internal static class ReplyText
{
    /// <summary>Without control characters, which could steer a terminal, and at most so long.</summary>
    public static string Plain(string text, int longest)
    {
        string clean = Program(text).Trim();
        return clean.Length > longest ? clean[..longest].TrimEnd() + "..." : clean;
    }

    /// <summary>The same for a program, whole.</summary>
    public static string Program(string text) =>
        new([.. text.ReplaceLineEndings("\n").Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c)]);

    /// <summary>The first paragraph, on one line.</summary>
    public static string Paragraph(string text, int longest)
    {
        string first = text.Trim().Split("\n\n", 2)[0];
        return Plain(string.Join(' ', first.Split((char[])['\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)), longest);
    }
}
