using System.Text.RegularExpressions;

namespace NimmGen.LanguageModels;

/// <summary>Servers answer with dated, tagged or longer names of the model that was asked for.</summary>
internal static partial class ModelNames
{
    /// <summary>"gpt-4.1-2025-04-14", "llama3:latest" and "models/llama3.gguf" are gpt-4.1 and llama3; "gpt-4.1-mini" is not.</summary>
    public static bool Same(string asked, string answered)
    {
        string a = Plain(asked), b = Plain(answered);
        return a.Length > 0 && (a.Equals(b, StringComparison.OrdinalIgnoreCase) || a.Equals(Plain(LastPart(answered)), StringComparison.OrdinalIgnoreCase)
            || Plain(LastPart(asked)).Equals(b, StringComparison.OrdinalIgnoreCase));
    }

    public static string WithoutDate(string name) => Date().Replace(name, "");

    private static string Plain(string name) => Ending().Replace(WithoutDate(name), "");

    private static string LastPart(string path) => path.Split('/', '\\')[^1];

    [GeneratedRegex(@"[-@](20\d{2}-?\d{2}-?\d{2}|\d{4})$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Date();

    [GeneratedRegex(@"([-:]latest|\.gguf)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Ending();
}
