using NimmGen.Ir;

namespace NimmGen.Frontend.Gate;

/// <summary>What is refused before the parser sees it: length, characters that hide something, deep brackets.</summary>
internal static class TextScan
{
    public static Diagnostic? Check(string text, string file)
    {
        if (text.Length > Limits.Characters)
        {
            return Refuse(file, 0, $"the file has {text.Length} characters, expected at most {Limits.Characters}", "a model is one or two pages; data belong in the data folder");
        }

        int line = 1, depth = 0, interpolations = 0;
        char previous = '\0';
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            // $" and $@" and $""" and @$" begin one; nests of them are dear to parse, so they are counted before.
            interpolations += previous == '$' && c is ('"' or '@') ? 1 : 0;
            previous = c;
            switch (c)
            {
                case '\n':
                    line++;
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth = Math.Max(0, depth - 1);
                    break;
                default:
                    if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                    {
                        at++;
                    }
                    else if (IsHidden(c))
                    {
                        return Refuse(file, line, $"the file is not plain text: it has the character U+{(int)c:X4}", "save it as UTF-8 text without control or direction characters");
                    }

                    break;
            }

            if (interpolations > Limits.Interpolations)
            {
                return Refuse(file, line, $"over budget: the file has more than {Limits.Interpolations} interpolated strings", "make the name once, in a loop or a helper method");
            }

            if (depth > Limits.Brackets)
            {
                return Refuse(file, line, $"over budget: brackets are nested more than {Limits.Brackets} deep", "name parts of the term with Expr or Let");
            }
        }

        return null;
    }

    // Control, format (direction marks, zero width) and private characters, halves of a pair, and what a failed decoding leaves.
    internal static bool IsHidden(char c) =>
        c is not ('\t' or '\r' or '\n') && (char.IsControl(c) || char.IsSurrogate(c) || c == '\uFFFD'
            || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.PrivateUse
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator);

    private static Diagnostic Refuse(string file, int line, string message, string fix) =>
        new("NG0001", Severity.Error, new(file, line), message, Fix: fix);
}
