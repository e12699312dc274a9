using System.Text.RegularExpressions;

namespace NimmGen.Frontend.Tests;

/// <summary>The programs of the guide to the language are read as they are printed.</summary>
public sealed partial class LanguageDocumentTests
{
    private static readonly string[] Blocks =
        [.. Block().Matches(File.ReadAllText(Path.Combine(Texts.Folder("guide"), "language.md"))).Select(m => m.Groups["code"].Value)];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Blocks.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Reads_without_a_complaint(int index)
    {
        string block = Blocks[index];
        ReadResult result = Texts.Read(block.Contains(" class ", StringComparison.Ordinal) ? block : Whole(block));
        Assert.Equal("", string.Join('\n', result.Diagnostics));
        if (block.Contains(": Network", StringComparison.Ordinal))
        {
            Assert.NotEmpty(Assert.Single(result.Networks).Layers);
        }
        else
        {
            Assert.NotEmpty(Assert.Single(result.Models).Statements);
        }
    }

    [Fact]
    public void There_are_some() => Assert.InRange(Blocks.Length, 3, 20);

    // An excerpt has fields first, then an empty line and the statements of Define.
    private static string Whole(string block)
    {
        string[] lines = block.Split('\n');
        int statements = Array.FindIndex(lines, l => l.Length == 0);
        return $$"""
            using NimmGen;
            using static NimmGen.Units;
            public sealed class Excerpt : Model
            {
                {{string.Join('\n', lines[..statements])}}
                protected override void Define()
                {
                    {{string.Join('\n', lines[statements..])}}
                }
            }
            """;
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Block();
}
