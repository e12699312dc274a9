using System.Text.RegularExpressions;

namespace NimmGen.Architecture.Tests;

/// <summary>Documents point at what exists; the README's commands are the ones that .ci/run executes.</summary>
public sealed partial class DocumentTests
{
    private const int OneScreen = 70;

    private static readonly string[] Documents = [.. Repository.Matching(".md")];

    [Fact]
    public void Links_lead_somewhere()
    {
        string[] broken =
        [
            .. from document in Documents
               from Match link in Link().Matches(Fence().Replace(Repository.Read(document), ""))
               let target = link.Groups["target"].Value
               where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
               let path = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, target))
               where !File.Exists(path) && !Directory.Exists(path)
               select $"{document} links to {target}, which does not exist",
        ];
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    [Fact]
    public void The_index_lists_every_document()
    {
        string index = Repository.Read("docs/README.md");
        Assert.All(Documents.Where(d => d.StartsWith("docs/", StringComparison.Ordinal) && !d.StartsWith("docs/errors/N", StringComparison.Ordinal) && d != "docs/README.md"),
            d => Assert.Contains($"({d["docs/".Length..]})", index));
    }

    [Fact]
    public void The_readme_is_one_screen()
    {
        Assert.InRange(Repository.Read("README.md").Count(c => c == '\n'), 20, OneScreen);
    }

    [Fact]
    public void The_readme_has_each_command_that_ci_reads_from_it()
    {
        string[] commands = [.. Repository.Read("README.md").Split('\n').Where(l => l.StartsWith("dotnet ", StringComparison.Ordinal))];
        Assert.Single(commands, c => c.StartsWith("dotnet run ", StringComparison.Ordinal));
        Assert.Single(commands, c => c.StartsWith("dotnet test", StringComparison.Ordinal));
        Assert.Equal(2, commands.Length);
    }

    [Fact]
    public void The_readme_shows_a_model_that_is_tested()
    {
        // The program is that of models/Sir.cs, its fields and statements word for word.
        string readme = Repository.Read("README.md"), model = Repository.Read("models/Sir.cs");
        string block = Program().Match(readme).Groups["code"].Value;
        Assert.NotEmpty(block);
        Assert.All(block.Split('\n').Where(l => l.Trim().Length > 0), line => Assert.Contains(line.Trim(), model));
    }

    [Fact]
    public void Numbers_in_documents_are_those_of_the_code()
    {
        (string Document, Match Row)[] rows =
            [.. Documents.Where(d => d.StartsWith("docs/concepts/", StringComparison.Ordinal)).SelectMany(d => Setting().Matches(Repository.Read(d)).Select(m => (d, m)))];
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            (string type, string name, string value) = (row.Row.Groups["type"].Value, row.Row.Groups["name"].Value, row.Row.Groups["value"].Value);
            string file = Repository.Matching($"/{type}.cs").Single(f => f.StartsWith("src/", StringComparison.Ordinal));
            Match found = Regex.Match(Repository.Read(file), $@"\b(\w+\?? {name} {{ get; init; }}|const \w+ {name}) = (?<value>[^;]+);", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
            Assert.True(found.Success, $"{row.Document} names {type}.{name}, which {file} does not have");
            Assert.True(found.Groups["value"].Value == value, $"{row.Document} says {type}.{name} is {value}, {file} says {found.Groups["value"].Value}");
        });
    }

    [GeneratedRegex(@"^\| `(?<type>\w+)\.(?<name>\w+)` \| (?<value>[0-9.eE+-]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]*)(#[^)]*)?\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Program();
}
