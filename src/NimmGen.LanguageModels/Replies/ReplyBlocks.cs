using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace NimmGen.LanguageModels;

/// <summary>A fenced block of a reply.</summary>
/// <param name="Text">Its lines, each with its end.</param>
/// <param name="Start">First line, from 0, that of the fence included.</param>
/// <param name="End">Line after its last.</param>
internal sealed record ReplyBlock(string Text, int Start, int End);

/// <summary>A reply in lines, without what a model thought aloud, and the fenced blocks in it.</summary>
internal sealed partial class ReplyBlocks
{
    public ReplyBlocks(string reply)
    {
        Text = Thought().Replace(reply.ReplaceLineEndings("\n"), "").Trim('\n');
        Lines = [.. Text.Split('\n')];
        Blocks = [.. Find(Lines)];
    }

    public string Text { get; }

    public ImmutableArray<string> Lines { get; }

    public ImmutableArray<ReplyBlock> Blocks { get; }

    private static IEnumerable<ReplyBlock> Find(ImmutableArray<string> lines)
    {
        string? fence = null;
        int start = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            Match match = Fence().Match(lines[i]);
            if (!match.Success)
            {
                continue;
            }

            string marks = match.Groups["marks"].Value;
            if (fence is null)
            {
                (fence, start) = (marks, i);
            }
            else if (marks.StartsWith(fence, StringComparison.Ordinal) && match.Groups["after"].Value.Trim().Length == 0)
            {
                yield return Block(lines, start, i, i + 1);
                fence = null;
            }
        }

        // A fence that was never closed goes to the end.
        if (fence is not null)
        {
            yield return Block(lines, start, lines.Length, lines.Length);
        }
    }

    private static ReplyBlock Block(ImmutableArray<string> lines, int start, int end, int after) =>
        new(string.Concat(lines.AsSpan(start + 1, end - start - 1).ToArray().Select(l => l + "\n")), start, after);

    [GeneratedRegex(@"^\s*(?<marks>`{3,}|~{3,})(?<after>[^`]*)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Fence();

    // Models that reason aloud; one that never ends its thought has said nothing else.
    [GeneratedRegex(@"<think(ing)?>.*?(</think(ing)?>|\z)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Thought();
}
