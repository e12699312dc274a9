namespace NimmGen.Search;

/// <summary>A piece of literature: a whole model of the zoo, or a note on a mechanism.</summary>
/// <param name="Name">Such as "models/Seir.cs".</param>
/// <param name="Text">As it goes into a prompt.</param>
public sealed record Snippet(string Name, string Text);

/// <summary>
/// Finds snippets for a query. The one that is built in ranks words; whoever has an embedding endpoint can bring another.
/// </summary>
public interface ISnippetIndex
{
    /// <summary>The best matches, best first; fewer where fewer match.</summary>
    /// <param name="query">Any text, of any author.</param>
    /// <param name="count">At most so many.</param>
    IReadOnlyList<Snippet> Search(string query, int count);
}
