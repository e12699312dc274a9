using System.Text.RegularExpressions;

namespace NimmGen.Architecture.Tests;

/// <summary>Every error that the sources raise has a page, and every page an error.</summary>
public sealed partial class ErrorCodeTests
{
    private static readonly string[] Pages = [.. Repository.Files.Where(f => f.StartsWith("docs/errors/", StringComparison.Ordinal) && PageName().IsMatch(f))];

    // In strings and comments alike: a code that is only spoken of needs its page too.
    private static readonly Dictionary<string, string> Raised = Repository.Matching(".cs").Where(f => f.StartsWith("src/", StringComparison.Ordinal))
        .SelectMany(f => Code().Matches(Repository.Read(f)).Select(m => (Code: m.Value, File: f)))
        .GroupBy(c => c.Code).ToDictionary(g => g.Key, g => g.First().File);

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code()
    {
        var pages = Pages.Select(p => Path.GetFileNameWithoutExtension(p)!).ToHashSet();
        string[] wrong =
        [
            .. Raised.Where(r => !pages.Contains(r.Key)).OrderBy(r => r.Key).Select(r => $"{r.Value} raises {r.Key}; write docs/errors/{r.Key}.md"),
            .. pages.Where(p => !Raised.ContainsKey(p)).Order().Select(p => $"docs/errors/{p}.md explains a code that nothing raises; remove it"),
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_page_says_what_is_wrong_and_what_is_right()
    {
        Assert.NotEmpty(Pages);
        Assert.All(Pages, page =>
        {
            string text = Repository.Read(page);
            Assert.StartsWith($"# {Path.GetFileNameWithoutExtension(page)}: ", text);
            Assert.Contains("\n## Wrong\n", text);
            Assert.Contains("\n## Right\n", text);
        });
    }

    [GeneratedRegex(@"\bN[A-Z][0-9]{4}\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Code();

    [GeneratedRegex(@"/N[A-Z][0-9]{4}\.md$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex PageName();
}
