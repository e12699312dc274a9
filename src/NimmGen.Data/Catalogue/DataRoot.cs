namespace NimmGen.Data;

/// <summary>Finds the folder that holds the catalogue's data sets, which the program does not contain.</summary>
public static class DataRoot
{
    /// <summary>Names the folder when no option does.</summary>
    public const string Variable = "NIMMGEN_DATA";

    /// <summary>
    /// The option's folder, else that of <see cref="Variable"/>, which need not exist; else the cache, if something has been
    /// downloaded; else null.
    /// </summary>
    public static string? Find(string? option, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        return Given(option, environment) ?? (Cache(environment) is { } cache && Directory.Exists(cache) ? cache : null);
    }

    /// <summary>Where downloads go: the option's folder, else that of <see cref="Variable"/>, else the cache of this user. Null where nothing names a home.</summary>
    public static string? ForDownloads(string? option, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        return Given(option, environment) ?? Cache(environment);
    }

    /// <summary>True where a root that <see cref="Find"/> gave is the cache and was not asked for.</summary>
    internal static bool IsCache(string root, string? option, Func<string, string?>? environment)
    {
        environment ??= Environment.GetEnvironmentVariable;
        return Given(option, environment) is null && root == Cache(environment);
    }

    // XDG Base Directory Specification 0.8: XDG_CACHE_HOME, which must be absolute, else ~/.cache.
    private static string? Cache(Func<string, string?> environment)
    {
        string? home = Text(environment("HOME"));
        string? caches = Text(environment("XDG_CACHE_HOME")) is { } xdg && Path.IsPathRooted(xdg) ? xdg
            : OperatingSystem.IsWindows() ? Text(environment("LOCALAPPDATA"))
            : home is null ? null : Path.Combine(home, ".cache");
        return caches is null ? null : Path.Combine(caches, "nimmgen", "data");
    }

    private static string? Given(string? option, Func<string, string?> environment) => Text(option) ?? Text(environment(Variable));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    internal static DataDiagnostic Missing(string? folder, DataCard? card)
    {
        string fix = card is null ? $"check the path, or name the folder with --data DIR or {Variable}"
            : $"{Recipes.HowToGet(card) ?? "check the path."} A folder that has the files is named with --data DIR or {Variable}.";
        return new(
            "ND0023",
            DataSeverity.Error,
            folder ?? "(no data folder)",
            null,
            folder is null ? $"neither --data DIR nor the variable {Variable}, and nothing downloaded" : File.Exists(folder) ? "a file" : "no such folder",
            card is null ? "a folder with a card.json" : $"a folder that holds {card.Folder}/{card.Data.Path}",
            fix);
    }
}
