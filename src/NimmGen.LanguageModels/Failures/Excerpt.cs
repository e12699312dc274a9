using System.Globalization;
using System.Text;

namespace NimmGen.LanguageModels;

/// <summary>Text of others, made fit for one line of a message: short, no control characters, no half characters.</summary>
internal static class Excerpt
{
    public const int Longest = 300;

    public static string Of(string? text, int longest = Longest)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "nothing";
        }

        var line = new StringBuilder();
        bool space = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (line.Length >= longest)
            {
                return line.Append("...").ToString();
            }

            if (Rune.IsWhiteSpace(rune))
            {
                space = line.Length > 0;
                continue;
            }

            if (space)
            {
                line.Append(' ');
                space = false;
            }

            bool hidden = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            line.Append(hidden ? Rune.ReplacementChar : rune);
        }

        return line.ToString();
    }
}
