using System.Text;
using System.Text.RegularExpressions;

namespace NimmGen.Search;

/// <summary>
/// The part of Mustache (mustache.github.io) that prompts need: <c>{{name}}</c>, <c>{{#name}}...{{/name}}</c> for a text that is not
/// empty or for each entry of a list, <c>{{^name}}...{{/name}}</c> for the opposite, <c>{{! comment}}</c>. A tag alone on its line
/// takes no line. Values go in as they are and are not read again: text of others cannot fill a template.
/// </summary>
internal sealed partial class PromptTemplate
{
    private readonly string _name;
    private readonly string _text;

    public PromptTemplate(string name, string text)
    {
        _name = name;
        _text = Alone().Replace(text.ReplaceLineEndings("\n"), "${tag}");
    }

    public string Fill(PromptValues values)
    {
        var output = new StringBuilder();
        int end = Write(0, null, [values], output);
        return end == _text.Length ? output.ToString() : throw Wrong($"{{{{/...}}}} without a beginning at {end}");
    }

    // Writes up to the end of the section; where that ends.
    private int Write(int from, string? section, List<PromptValues> scopes, StringBuilder? output)
    {
        for (Match tag = Tag().Match(_text, from); tag.Success; tag = Tag().Match(_text, from))
        {
            output?.Append(_text, from, tag.Index - from);
            from = tag.Index + tag.Length;
            string name = tag.Groups["name"].Value;
            switch (tag.Groups["kind"].Value)
            {
                case "!":
                    break;
                case "/" when name == section:
                    return from;
                case "/":
                    return tag.Index;
                case "#" or "^":
                    from = Section(from, name, tag.Groups["kind"].Value == "^", scopes, output);
                    break;
                default:
                    output?.Append(output is null ? "" : Value(scopes, name) as string ?? throw Wrong($"'{name}' is a list"));
                    break;
            }
        }

        if (section is not null)
        {
            throw Wrong($"'{section}' has no end");
        }

        output?.Append(_text, from, _text.Length - from);
        return _text.Length;
    }

    private int Section(int from, string name, bool inverted, List<PromptValues> scopes, StringBuilder? output)
    {
        IReadOnlyList<PromptValues> entries = output is null ? [] : Value(scopes, name) switch
        {
            string text => text.Length > 0 ? [PromptValues.Empty] : [],
            IReadOnlyList<PromptValues> list => list,
            _ => throw Wrong($"'{name}' is neither text nor list"),
        };
        if (inverted)
        {
            entries = entries.Count == 0 ? [PromptValues.Empty] : [];
        }

        int end = Write(from, name, scopes, null);
        foreach (PromptValues entry in entries)
        {
            Write(from, name, [.. scopes, entry], output);
        }

        return end;
    }

    private object Value(List<PromptValues> scopes, string name)
    {
        for (int i = scopes.Count - 1; i >= 0; i--)
        {
            if (scopes[i].Find(name) is { } value)
            {
                return value;
            }
        }

        throw Wrong($"nothing is called '{name}'");
    }

    private InvalidOperationException Wrong(string what) => new($"prompt {_name}: {what}");

    [GeneratedRegex(@"\{\{(?<kind>[#^/!]?)\s*(?<name>[^}]*?)\s*\}\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^[ \t]*(?<tag>\{\{[#^/!][^}]*\}\})[ \t]*\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Alone();
}
