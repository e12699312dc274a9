using System.Text.RegularExpressions;

namespace NimmGen.LanguageModels.Tests;

/// <summary>Every code that the source raises is caused by a test of this project.</summary>
public sealed partial class CodeTests
{
    [Fact]
    public void Every_code_of_the_source_has_a_test()
    {
        string root = Root.Folder, here = Path.Combine(root, "test", "NimmGen.LanguageModels.Tests");
        string[] raised = [.. Codes(Path.Combine(root, "src", "NimmGen.LanguageModels"), "")];
        string[] caused = [.. Codes(here, "CodeTests.cs")];
        Assert.NotEmpty(raised);
        Assert.Equal(raised, caused);
    }

    private static IEnumerable<string> Codes(string folder, string without) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(f => Path.GetFileName(f) != without).SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Value)).Distinct().Order();

    [GeneratedRegex("NL[0-9]{4}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
