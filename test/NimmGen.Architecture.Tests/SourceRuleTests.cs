using System.Text.RegularExpressions;

namespace NimmGen.Architecture.Tests;

/// <summary>What the compiler does not hold to: namespaces, packages that come along, the screen, the size of a file.</summary>
public sealed partial class SourceRuleTests
{
    private const int Longest = 500;

    private static IEnumerable<(ProjectFile Project, string Path, string Code)> Sources =>
        from project in Repository.SourceProjects
        from path in Repository.Matching(".cs").Where(f => f.StartsWith(project.Folder + "/", StringComparison.Ordinal))
        select (project, path, Comment().Replace(Repository.Read(path), ""));

    [Fact]
    public void Source_files_are_short()
    {
        string[] rooms = [.. Repository.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && (f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal)))
            .Select(f => (f, Lines: Repository.Read(f).Count(c => c == '\n'))).Where(f => f.Lines > Longest).Select(f => $"{f.f} has {f.Lines} lines, at most {Longest}: a room that needs a wall")];
        Assert.True(rooms.Length == 0, string.Join('\n', rooms));
    }

    [Fact]
    public void Namespaces_begin_with_the_name_of_their_project()
    {
        // Authors of models write `using NimmGen;` and no more: the language has the short name.
        string[] wrong =
        [
            .. from source in Sources
               let expected = source.Project.Name == "NimmGen.Language" ? "NimmGen" : source.Project.Name
               from Match match in Namespace().Matches(source.Code)
               let name = match.Groups["name"].Value
               where name != expected && !name.StartsWith(expected + ".", StringComparison.Ordinal)
               select $"{source.Path} declares the namespace {name}, expected {expected}",
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.All(Sources.Where(s => s.Code.Trim().Length > 0), s => Assert.DoesNotMatch(@"(?m)^namespace [\w.]+\s*\{", s.Code));
    }

    [Fact]
    public void A_package_is_used_where_it_is_referenced()
    {
        // Packages come along with project references; a project that does not name one does not use it.
        string[] wrong =
        [
            .. from source in Sources
               from rule in ProjectRule.Namespaces
               where !source.Project.Packages.Contains(rule.Package) && Regex.IsMatch(source.Code, $@"\b{Regex.Escape(rule.Namespace)}\b(?!"")", RegexOptions.None, TimeSpan.FromSeconds(5))
               select $"{source.Path} uses {rule.Namespace}, but {source.Project.Name} does not reference {rule.Package}",
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Only_the_command_line_writes_to_the_screen()
    {
        string[] wrong = [.. Sources.Where(s => s.Project.Name != "NimmGen.Cli" && Screen().IsMatch(s.Code)).Select(s => $"{s.Path} uses System.Console; return what there is to say")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_ir_knows_no_files()
    {
        string[] wrong = [.. Sources.Where(s => s.Project.Name is "NimmGen.Ir" or "NimmGen.Language" or "NimmGen.Verify" or "NimmGen.Compile" && Files().IsMatch(s.Code)).Select(s => $"{s.Path} opens files; {s.Project.Name} works on data in memory")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Nothing_is_left_to_be_done()
    {
        string[] wrong = [.. Repository.Matching(".cs").Where(f => !f.StartsWith("test/NimmGen.Architecture.Tests/", StringComparison.Ordinal))
            .Where(f => Unfinished().IsMatch(Repository.Read(f))).Select(f => $"{f} has something unfinished")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(?<![\w.])(System\.)?Console\.(Write|Out|Error|In|Read|Clear|Set)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Screen();

    [GeneratedRegex(@"(?<![\w.])(File|Directory)\.[A-Z][a-z]+\w*\(|new (FileInfo|DirectoryInfo|FileStream)\(", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Files();

    [GeneratedRegex(@"NotImplementedException|\b(TODO|FIXME|HACK)\b|Skip *= *""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Unfinished();
}
