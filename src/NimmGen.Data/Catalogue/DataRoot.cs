namespace NimmGen.Data;

/// <summary>Finds the folder that holds the catalogue's data sets, which the program does not contain.</summary>
public static class DataRoot
{
    /// <summary>Names the folder when no option does.</summary>
    public const string Variable = "NIMMGEN_DATA";

    /// <summary>The option's folder, else that of <see cref="Variable"/>; null where neither is set. It need not exist.</summary>
    public static string? Find(string? option, Func<string, string?>? environment = null)
    {
        string? folder = string.IsNullOrWhiteSpace(option) ? (environment ?? Environment.GetEnvironmentVariable)(Variable) : option;
        return string.IsNullOrWhiteSpace(folder) ? null : folder;
    }

    internal static DataDiagnostic Missing(string? folder, DataCard? card) =>
        new(
            "ND0023",
            DataSeverity.Error,
            folder ?? "(no data folder)",
            null,
            folder is null ? $"neither --data DIR nor the variable {Variable}" : File.Exists(folder) ? "a file" : "no such folder",
            card is null ? "a folder with a card.json" : $"a folder that holds {card.Folder}/{card.Data.Path}",
            card?.Source is { } source ? $"{source} Then name the folder with --data DIR or {Variable}." : $"check the path, or name the folder with --data DIR or {Variable}");
}
