using System.Xml.Linq;

namespace NimmGen.Architecture.Tests;

/// <summary>What a .csproj names.</summary>
/// <param name="Path">From the root.</param>
/// <param name="References">Projects, by name.</param>
/// <param name="Packages">Packages, by name.</param>
/// <param name="HasVersion">True where a package reference carries a version of its own.</param>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages, bool HasVersion)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public static ProjectFile Read(string path)
    {
        XDocument document = XDocument.Parse(Repository.Read(path));
        XElement[] packages = [.. document.Descendants("PackageReference")];
        return new(
            path,
            [.. document.Descendants("ProjectReference").Select(r => System.IO.Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))],
            [.. packages.Select(p => p.Attribute("Include")!.Value)],
            packages.Any(p => p.Attribute("Version") is not null || p.Attribute("VersionOverride") is not null));
    }
}
