using System.Text.RegularExpressions;
using NimmGen.Frontend;
using NimmGen.Search;
using NimmGen.Verify;

namespace NimmGen.Zoo.Tests;

/// <summary>Each program of the tutorial is accepted, or gets the one message that the page says it gets.</summary>
public sealed partial class TutorialTests
{
    private static readonly Match[] Programs =
        [.. Program().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "tutorial.md"))).Cast<Match>()];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Programs.Length)];

    [Fact]
    public void There_is_one_a_step() => Assert.Equal(8, Programs.Length);

    [Theory, MemberData(nameof(Numbers))]
    public void Check_says_what_the_page_says(int number)
    {
        Match program = Programs[number];
        ReadResult read = ModelReader.Read(program.Groups["code"].Value, "tutorial.cs", TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', read.Diagnostics));
        Verdict verdict = Verifier.Verify(Assert.Single(read.Models), null, new VerifierOptions { Simulator = new KernelSimulator() });
        string[] codes = [.. verdict.Findings.Select(f => f.Code).Where(c => c != "NG9004")];
        Assert.Equal(program.Groups["expected"].Success ? [program.Groups["expected"].Value] : [], codes);
    }

    [GeneratedRegex(@"(<!-- expect: (?<expected>\w+) -->\n)?^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Program();
}
