using System.Collections.Immutable;
using System.Reflection;

namespace NimmGen.Ir;

/// <summary>One page of docs/errors.</summary>
/// <param name="Code">Such as NG1003.</param>
/// <param name="Title">Its heading, without the code.</param>
/// <param name="Text">The whole page, Markdown.</param>
public sealed record ErrorPage(string Code, string Title, string Text);

/// <summary>What each code means, in a modeller's words, with a wrong and a right example.</summary>
public static class ErrorPages
{
    private const string Prefix = "errors/";

    private static readonly Lazy<ImmutableArray<ErrorPage>> Pages = new(Load);

    /// <summary>Every page, by code.</summary>
    public static ImmutableArray<ErrorPage> All => Pages.Value;

    /// <summary>The page of that code in any case, or null.</summary>
    public static ErrorPage? Find(string code) => All.FirstOrDefault(p => p.Code.Equals(code?.Trim(), StringComparison.OrdinalIgnoreCase));

    private static ImmutableArray<ErrorPage> Load()
    {
        Assembly assembly = typeof(ErrorPages).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(n => Read(assembly, n)),
        ];
    }

    private static ErrorPage Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        string text = reader.ReadToEnd();
        string heading = text.Split('\n', 2)[0].TrimStart('#', ' ').Trim();
        int colon = heading.IndexOf(':', StringComparison.Ordinal);
        return new(name[Prefix.Length..], colon < 0 ? heading : heading[(colon + 1)..].Trim(), text);
    }
}
