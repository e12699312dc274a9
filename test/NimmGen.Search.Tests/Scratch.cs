namespace NimmGen.Search.Tests;

/// <summary>A folder of a test's own, gone after it.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nimmgen-test-");

    public string Folder => _folder.FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
