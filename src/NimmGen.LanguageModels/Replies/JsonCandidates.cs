using System.Text;

namespace NimmGen.LanguageModels;

/// <summary>The pieces of a reply that may be its JSON object, likeliest first, as they stand and mended.</summary>
internal static class JsonCandidates
{
    // Braces in prose begin nothing; more of them than this and the rest is not looked at.
    private const int Most = 20;

    public static IEnumerable<string> In(string reply)
    {
        var blocks = new ReplyBlocks(reply);
        string[] places = [.. blocks.Blocks.Select(b => b.Text).Where(t => t.Contains('{', StringComparison.Ordinal)), blocks.Text];
        foreach (string piece in places.SelectMany(Objects).Distinct().Take(Most))
        {
            yield return piece;
            if (Mended(piece) is { } mended && mended != piece)
            {
                yield return mended;
            }
        }
    }

    // From each outer brace to the one that closes it, strings left aside. One that nothing closes is no JSON,
    // but where there is no other it is what must be told of.
    private static IEnumerable<string> Objects(string text)
    {
        int first = text.IndexOf('{', StringComparison.Ordinal), start = first;
        bool closed = false;
        for (int looked = 0; start >= 0 && looked < Most; looked++)
        {
            int end = Close(text, start);
            if (end >= 0)
            {
                closed = true;
                yield return text[start..(end + 1)];
            }

            start = text.IndexOf('{', (end < 0 ? start : end) + 1);
        }

        if (first >= 0 && !closed)
        {
            yield return text[first..];
        }
    }

    private static int Close(string text, int start)
    {
        int depth = 0;
        bool inString = false;
        for (int i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when inString:
                    i++;
                    break;
                case '"':
                    inString = !inString;
                    break;
                case '{' when !inString:
                    depth++;
                    break;
                case '}' when !inString && --depth == 0:
                    return i;
                default:
                    break;
            }
        }

        return -1;
    }

    // Line ends and tabs inside strings, escapes that JSON does not have, and Python's True, False and None.
    private static string Mended(string json)
    {
        var mended = new StringBuilder(json.Length + 16);
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            if (inString && c == '\\' && i + 1 < json.Length)
            {
                i++;
                mended.Append("\"\\/bfnrtu".Contains(json[i], StringComparison.Ordinal) ? "\\" : "\\\\").Append(json[i]);
            }
            else if (inString && c < ' ')
            {
                mended.Append(c switch { '\n' => "\\n", '\t' => "\\t", _ => " " });
            }
            else if (!inString && Python(json, i) is { } word)
            {
                mended.Append(word.Json);
                i += word.Python.Length - 1;
            }
            else
            {
                inString ^= c == '"';
                mended.Append(c);
            }
        }

        return mended.ToString();
    }

    private static (string Python, string Json)? Python(string text, int at)
    {
        foreach ((string Python, string Json) word in (ReadOnlySpan<(string, string)>)[("True", "true"), ("False", "false"), ("None", "null")])
        {
            if (string.CompareOrdinal(text, at, word.Python, 0, word.Python.Length) == 0 && (at == 0 || !char.IsLetterOrDigit(text[at - 1])))
            {
                return word;
            }
        }

        return null;
    }
}
