using System.Text.RegularExpressions;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>A program taken from a reply.</summary>
/// <param name="Code">C# text with \n line ends, or null where there is none.</param>
/// <param name="Rationale">What the reply says around it, trimmed.</param>
/// <param name="Failure">NL0022 where there is no program.</param>
public sealed partial record ProgramReply(string? Code, string Rationale, Diagnostic? Failure)
{
    /// <summary>
    /// Finds the program in a reply: in a fence, in the fence with <c>: Model</c>, bare, or in a fence that was never closed. The network of
    /// a hybrid program may stand beside it or in a fence of its own.
    /// </summary>
    public static ProgramReply Read(string reply)
    {
        var blocks = new ReplyBlocks(reply);
        // Of several, the last: a model that corrects itself does so at the end.
        if (blocks.Blocks.LastOrDefault(b => Program().IsMatch(b.Text)) is { } block)
        {
            ReplyBlock? network = Network().IsMatch(block.Text) ? null : blocks.Blocks.LastOrDefault(b => Network().IsMatch(b.Text));
            return Found(blocks, block, network);
        }

        if (Program().Match(blocks.Text) is { Success: true } bare)
        {
            ReplyBlock program = Bare(blocks, bare);
            ReplyBlock? network = Network().Match(blocks.Text) is { Success: true } second && !Network().IsMatch(program.Text) ? Bare(blocks, second) : null;
            return Found(blocks, program, network);
        }

        string why = blocks.Text.Length == 0 ? "the reply is empty"
            : blocks.Blocks.Length > 0 ? $"its {blocks.Blocks.Length} code block{(blocks.Blocks.Length == 1 ? " has" : "s have")} no class that derives from Model; the last begins: {Excerpt.Of(blocks.Blocks[^1].Text, 80)}"
            : $"it has no code block and no class that derives from Model; it begins: {Excerpt.Of(blocks.Text, 80)}";
        return new(null, blocks.Text.Trim(), ReplyFailures.NoProgram(why));
    }

    // From the line of the class, with the usings, attributes and comments before it, to the brace that closes it.
    private static ReplyBlock Bare(ReplyBlocks blocks, Match declaration)
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
        return new(string.Concat(code.Select(l => l + "\n")), first, last + 1);
    }

    private static ProgramReply Found(ReplyBlocks blocks, ReplyBlock program, ReplyBlock? network)
    {
        string code = program.Text.Trim('\n') + "\n";
        if (network is not null)
        {
            // The usings of the first class are those of the file.
            code += "\n" + string.Join('\n', network.Text.Split('\n').Where(l => !Using().IsMatch(l))).Trim('\n') + "\n";
        }

        ReplyBlock[] taken = network is null ? [program] : network.Start < program.Start ? [network, program] : [program, network];
        var around = new List<string>();
        int next = 0;
        foreach (ReplyBlock block in taken)
        {
            around.Add(Prose(next, block.Start));
            next = block.End;
        }

        around.Add(Prose(next, blocks.Lines.Length));
        return new(code, string.Join("\n\n", around.Where(t => t.Length > 0)), null);

        string Prose(int from, int to) => string.Join('\n', blocks.Lines.Skip(from).Take(to - from)).Trim();
    }

    [GeneratedRegex(@"\bclass\s+\w+\s*:\s*[\w.]*Model\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Program();

    [GeneratedRegex(@"\bclass\s+\w+\s*:\s*[\w.]*Network\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Network();

    [GeneratedRegex(@"^\s*using\s", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Using();

    [GeneratedRegex(@"^\s*$|^\s*(using\s|//|\[|namespace\s|public\b|internal\b|sealed\b|/\*|\*)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Before();
}
