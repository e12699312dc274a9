using System.Text.RegularExpressions;

namespace NimmGen.Fuzz;

/// <summary>Changes a text token by token, as a bad author or a bad copy would.</summary>
internal static partial class Mutation
{
    private static readonly string[] Foreign =
    [
        "(", ")", "{", "}", "[", "]", "<", ">", ";", ",", ".", "=>", "=", "==", "+", "-", "*", "/", "!", "?", ":", "??", "..", "^", "&", "|", "~", "$", "@", "#", "\"", "\"\"\"", "'", "\\", "//", "/*",
        "new", "this", "base", "null", "default", "true", "var", "dynamic", "ref", "out", "in", "params", "async", "await", "yield", "static", "const", "readonly", "unsafe", "goto", "switch", "is", "as", "with",
        "typeof", "sizeof", "nameof", "checked", "stackalloc", "class", "struct", "record", "enum", "interface", "namespace", "using", "partial", "extern", "operator", "where", "int", "double", "string", "object",
        "void", "Expr", "Flow", "Compartment", "People", "PerDay", "Role", "Axis", "Age", "Math.Max", "System", "0", "1", "-1", "1e308", "1e-308", "2147483647", "0x7fffffff", "1_000", "0.5f", "1m", "$\"{", "}\"",
        "\uFEFF", "\u200b", "é", "β", "\ud83e\udda0", "\0",
    ];

    public static string Apply(string text, string[] corpus, Random random)
    {
        List<string> tokens = [.. Token().Matches(text).Select(m => m.Value)];
        for (int changes = 1 + random.Next(1 + random.Next(12)); changes > 0 && tokens.Count > 0; changes--)
        {
            int at = random.Next(tokens.Count);
            switch (random.Next(9))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 2:
                    int other = random.Next(tokens.Count);
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 3:
                    tokens[at] = Foreign[random.Next(Foreign.Length)];
                    break;
                case 4:
                    tokens.Insert(at, Foreign[random.Next(Foreign.Length)]);
                    break;
                case 5:
                    // A run of tokens again, some of them often.
                    int length = Math.Min(tokens.Count - at, 1 + random.Next(12)), times = random.Next(6) == 0 ? random.Next(200) : 1;
                    tokens.InsertRange(at, Enumerable.Repeat(tokens.GetRange(at, length), times).SelectMany(t => t).ToArray());
                    break;
                case 6 when corpus.Length > 0:
                    // A run of another file.
                    List<string> from = [.. Token().Matches(corpus[random.Next(corpus.Length)]).Select(m => m.Value)];
                    int start = random.Next(from.Count);
                    tokens.InsertRange(at, from.GetRange(start, Math.Min(from.Count - start, random.Next(40))));
                    break;
                case 7:
                    tokens.RemoveRange(at, Math.Min(tokens.Count - at, 1 + random.Next(8)));
                    break;
                default:
                    // A nest about one token.
                    (string open, string close) = Grammar.Nests[random.Next(Grammar.Nests.Length)];
                    int depth = random.Next(8) == 0 ? random.Next(400) : random.Next(12);
                    tokens[at] = string.Concat(Enumerable.Repeat(open, depth)) + tokens[at] + string.Concat(Enumerable.Repeat(close, depth));
                    break;
            }
        }

        return string.Concat(tokens);
    }

    // Comments, strings, names, numbers, white space, else single characters: nothing is lost.
    [GeneratedRegex("//[^\n]*|\"[^\"\n]*\"|[A-Za-z_][A-Za-z_0-9]*|[0-9][0-9.eE_]*|\\s+|.", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Token();
}
