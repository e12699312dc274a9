using System.Collections.Immutable;
using System.Reflection;

namespace NimmGen.Search;

/// <summary>The snippets that come with the program: models/ and prompts/literature/.</summary>
public static class SnippetLibrary
{
    private static readonly string[] Folders = ["literature/", "models/"];

    public static ImmutableArray<Snippet> All { get; } = Load();

    private static ImmutableArray<Snippet> Load()
    {
        Assembly here = typeof(SnippetLibrary).Assembly;
        return
        [
            .. here.GetManifestResourceNames().Where(n => Array.Exists(Folders, f => n.StartsWith(f, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal).Select(n => new Snippet(n, Read(here, n))),
        ];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
