using System.IO.Enumeration;

namespace NimmGen.Architecture.Tests;

/// <summary>The repository as files, without what .gitignore leaves out.</summary>
internal static class Repository
{
    // First, since the others need it.
    private static readonly string Top = FindRoot();
    private static readonly Lazy<IReadOnlyList<string>> AllFiles = new(() => [.. Walk(Top).Order(StringComparer.Ordinal)]);
    private static readonly Lazy<IReadOnlyList<ProjectFile>> AllProjects = new(() => [.. Matching(".csproj").Select(ProjectFile.Read)]);
    private static readonly Lazy<string[]> Ignored = new(() =>
        [.. File.ReadAllLines(Path.Combine(Top, ".gitignore")).Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#')]);

    /// <summary>The folder of NimmGen.slnx.</summary>
    public static string Root => Top;

    /// <summary>Paths from the root, with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files => AllFiles.Value;

    public static IReadOnlyList<ProjectFile> Projects => AllProjects.Value;

    public static IEnumerable<ProjectFile> SourceProjects => Projects.Where(p => p.Path.StartsWith("src/", StringComparison.Ordinal));

    public static IEnumerable<string> Matching(string ending) => Files.Where(f => f.EndsWith(ending, StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NimmGen.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"no folder above {AppContext.BaseDirectory} holds NimmGen.slnx");
    }

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Where(f => Path.GetFileName(f) != ".git" && !IsIgnored(Path.GetFileName(f), folder: false)))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (string inner in Directory.EnumerateDirectories(folder).Where(f => Path.GetFileName(f) != ".git" && !IsIgnored(Path.GetFileName(f), folder: true)))
        {
            foreach (string file in Walk(inner))
            {
                yield return file;
            }
        }
    }

    // The forms that our .gitignore uses: name/ for folders, patterns with a star for files.
    private static bool IsIgnored(string name, bool folder) => Ignored.Value.Any(rule => rule.EndsWith('/')
        ? folder && FileSystemName.MatchesSimpleExpression(rule.AsSpan(0, rule.Length - 1), name, ignoreCase: false)
        : !folder && FileSystemName.MatchesSimpleExpression(rule, name, ignoreCase: false));
}
