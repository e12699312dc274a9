namespace NimmGen.LanguageModels.Tests;

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("nimmgen-models-").FullName;

    public string Write(string file, string text)
    {
        string path = Path.Combine(Root, file);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
