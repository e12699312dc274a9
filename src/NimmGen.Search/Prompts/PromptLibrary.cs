using System.Reflection;
using System.Text.RegularExpressions;

namespace NimmGen.Search;

/// <summary>A prompt as it is sent.</summary>
/// <param name="Name">Of the template, with its version: "modelling/1".</param>
internal sealed record Prompt(string Name, string System, string User);

/// <summary>The files of prompts/, which are part of the program. The first line of each gives its version, which goes into the run file.</summary>
internal static partial class PromptLibrary
{
    private const string Prefix = "prompts/";
    private static readonly Assembly Here = typeof(PromptLibrary).Assembly;

    /// <summary>Names of all files, without folder.</summary>
    public static IEnumerable<string> Names => Here.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..]).Order(StringComparer.Ordinal);

    /// <summary>Fills NAME.system.md and NAME.user.md.</summary>
    public static Prompt Fill(string name, PromptValues values) =>
        new($"{name}/{Version(name)}", Part($"{name}.system.md", values), Part($"{name}.user.md", values));

    public static string Part(string file, PromptValues values) => new PromptTemplate(file, Text(file)).Fill(values).Trim() + "\n";

    public static string Text(string file)
    {
        using Stream stream = Here.GetManifestResourceStream(Prefix + file) ?? throw new InvalidOperationException($"there is no prompt {file}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    // The version of a prompt is that of its user part; a change of either raises it.
    private static string Version(string name) =>
        FirstLine().Match(Text($"{name}.user.md")) is { Success: true } match ? match.Groups["version"].Value : throw new InvalidOperationException($"prompt {name} has no version");

    [GeneratedRegex(@"\A\{\{! version (?<version>\d+) ", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex FirstLine();
}
