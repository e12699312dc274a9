using Microsoft.CodeAnalysis;
using NimmGen.Ir;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend;

/// <summary>Makes diagnostics that point into one file.</summary>
internal static class Source
{
    private const int Excerpt = 100;

    public static Place PlaceOf(Location location)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        return new(span.Path, span.StartLinePosition.Line + 1, LineOf(location), span.StartLinePosition.Character + 1);
    }

    public static Diagnostic Error(string code, Location location, string message, string? fix, string? why = null) =>
        new(code, Severity.Error, PlaceOf(location), message, Shorten(TextOf(location)), why, fix);

    /// <summary>NG0001 for a construct that the language does not have.</summary>
    public static Diagnostic Outside(Location location, string construct, string fix) =>
        Error("NG0001", location, $"{construct} is not part of the modelling language", fix);

    /// <summary>NG0001 for a program that asks for too much.</summary>
    public static Diagnostic Budget(Location location, string what, string fix) =>
        Error("NG0001", location, $"over budget: {what}", fix);

    public static string Shorten(string text) => Shorten(text, Excerpt);

    /// <summary>One line of that length at most, and dots for the rest.</summary>
    public static string Shorten(string text, int length)
    {
        string line = string.Join(' ', text.Split((char[]?)null, length, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= length ? line : line[..length] + " ...";
    }

    private static string TextOf(Location location)
    {
        if (location.SourceTree is not { } tree)
        {
            return "";
        }

        int length = Math.Min(location.SourceSpan.Length, 2 * Excerpt);
        string text = tree.GetText().ToString(new(location.SourceSpan.Start, length));
        return string.IsNullOrWhiteSpace(text) ? LineOf(location) : text;
    }

    /// <summary>The line, counted from 1, as an excerpt.</summary>
    public static string LineOf(SyntaxTree tree, int line) => Shorten(tree.GetText().Lines[line - 1].ToString());

    private static string LineOf(Location location) => location.SourceTree is { } tree
        ? LineOf(tree, location.GetLineSpan().StartLinePosition.Line + 1)
        : "";
}
