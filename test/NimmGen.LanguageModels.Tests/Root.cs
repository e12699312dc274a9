namespace NimmGen.LanguageModels.Tests;

/// <summary>The folder of the repository.</summary>
internal static class Root
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NimmGen.slnx")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
