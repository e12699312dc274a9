using System.Text.RegularExpressions;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>A program taken from a reply.</summary>
/// <param name="Code">C# text with \n line ends, or null where there is none.</param>
/// <param name="Rationale">What the reply says around it, trimmed.</param>
/// <param name="Failure">NL0022 where there is no program.</param>
public sealed partial record ProgramReply(string? Code, string Rationale, Diagnostic? Failure)
{
    /// <summary>Finds the program in a reply: in a fence, in the fence with <c>: Model</c>, bare, or in a fence that was never closed.</summary>
    public static ProgramReply Read(string reply)
    {
        var blocks = new ReplyBlocks(reply);
        // Of several, the last: a model that corrects itself does so at the end.
        if (blocks.Blocks.LastOrDefault(b => Program().IsMatch(b.Text)) is { } block)
        {
            return Found(blocks, block.Text, block.Start, block.End);
        }

        if (Program().Match(blocks.Text) is { Success: true } bare)
        {
            return Bare(blocks, bare);
        }

        string why = blocks.Text.Length == 0 ? "the reply is empty"
            : blocks.Blocks.Length > 0 ? $"its {blocks.Blocks.Length} code block{(blocks.Blocks.Length == 1 ? " has" : "s have")} no class that derives from Model; the last begins: {Excerpt.Of(blocks.Blocks[^1].Text, 80)}"
            : $"it has no code block and no class that derives from Model; it begins: {Excerpt.Of(blocks.Text, 80)}";
        return new(null, blocks.Text.Trim(), ReplyFailures.NoProgram(why));
    }

    // From the line of the class, with the usings, attributes and comments before it, to the brace that closes it.
    private static ProgramReply Bare(ReplyBlocks blocks, Match declaration)
    {
        int first = blocks.Text.AsSpan(0, declaration.Index).Count('\n');
        while (first > 0 && Before().IsMatch(blocks.Lines[first - 1]))
        {
            first--;
        }

        int depth = 0, last = blocks.Lines.Length - 1;
        for (int i = first; i < blocks.Lines.Length; i++)
        {
            int before = depth;
            depth += blocks.Lines[i].Count(c => c == '{') - blocks.Lines[i].Count(c => c == '}');
            if (depth <= 0 && (before > 0 || blocks.Lines[i].Contains('}', StringComparison.Ordinal)))
            {
                last = i;
                break;
            }
        }

        string[] code = [.. blocks.Lines.Skip(first).Take(last - first + 1).Where(l => !l.TrimStart().StartsWith("```", StringComparison.Ordinal))];
        return Found(blocks, string.Concat(code.Select(l => l + "\n")), first, last + 1);
    }

    private static ProgramReply Found(ReplyBlocks blocks, string code, int start, int end)
    {
        string before = string.Join('\n', blocks.Lines.Take(start)).Trim(), after = string.Join('\n', blocks.Lines.Skip(end)).Trim();
        return new(code.Trim('\n') + "\n", $"{before}\n\n{after}".Trim(), null);
    }

    [GeneratedRegex(@"\bclass\s+\w+\s*:\s*[\w.]*Model\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Program();

    [GeneratedRegex(@"^\s*$|^\s*(using\s|//|\[|namespace\s|public\b|internal\b|sealed\b|/\*|\*)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Before();
}
