namespace NimmGen.LanguageModels;

/// <summary>Servers answer with dated or longer names of the model that was asked for.</summary>
internal static class ModelNames
{
    public static bool Same(string asked, string answered)
    {
        string a = Plain(asked), b = Plain(answered);
        return a.Length > 0 && b.Length > 0 && (a.StartsWith(b, StringComparison.OrdinalIgnoreCase) || Continues(a, b) || b.Split('/')[^1].StartsWith(a.Split('/')[^1], StringComparison.OrdinalIgnoreCase) && Continues(a.Split('/')[^1], b.Split('/')[^1]));
    }

    // "gpt-4.1-2025-04-14" is a gpt-4.1; "gpt-4.1-mini" is not.
    private static bool Continues(string asked, string answered) =>
        answered.StartsWith(asked, StringComparison.OrdinalIgnoreCase) && (answered.Length == asked.Length || answered[asked.Length] is '-' or ':' or '@' or '.' && !answered[asked.Length..].Skip(1).Take(1).Any(char.IsLetter) || answered[asked.Length] == ':');

    private static string Plain(string name) => name.EndsWith("-latest", StringComparison.OrdinalIgnoreCase) ? name[..^"-latest".Length] : name;
}
