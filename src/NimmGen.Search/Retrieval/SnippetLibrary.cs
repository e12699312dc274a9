using System.Collections.Immutable;
using System.Reflection;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>The snippets that come with the program: models/ and prompts/literature/.</summary>
public static class SnippetLibrary
{
    private const string Models = "models/";
    private static readonly string[] Folders = ["literature/", Models];

    public static ImmutableArray<Snippet> All { get; } = Load();

    /// <summary>Those that speak of a task: models of people where its data count people, the others where they do not; notes always.</summary>
    public static IEnumerable<Snippet> For(ForecastTask task)
    {
        Dimension people = Unit.Of("people").Dimension;
        bool counts = task.Panel.Card.Channels.Any(c => c.Unit.Dimension == people) || task.Panel.Card.Constants.Any(c => c.Unit.Dimension == people);
        return All.Where(s => !s.Name.StartsWith(Models, StringComparison.Ordinal) || s.Text.Contains("new(People", StringComparison.Ordinal) == counts);
    }

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
