using System.Xml.Linq;

namespace NimmGen.Architecture.Tests;

/// <summary>One exact version of each package, and none that was refused.</summary>
public sealed class PackageRuleTests
{
    private static readonly XElement[] Versions = [.. XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")];

    [Fact]
    public void Versions_are_exact_and_stand_in_one_file()
    {
        Assert.NotEmpty(Versions);
        Assert.All(Versions, v => Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+([.-][0-9A-Za-z.]+)?$", v.Attribute("Version")!.Value));
        Assert.All(Repository.Projects, p => Assert.False(p.HasVersion, $"{p.Path} gives a package a version; it belongs in Directory.Packages.props"));
        string[] twice = [.. Versions.GroupBy(v => v.Attribute("Include")!.Value).Where(g => g.Count() > 1).Select(g => g.Key)];
        Assert.Empty(twice);
    }

    [Fact]
    public void Every_version_is_used()
    {
        var used = Repository.Projects.SelectMany(p => p.Packages).ToHashSet();
        used.UnionWith(Repository.Matching(".props").SelectMany(f => XDocument.Parse(Repository.Read(f)).Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value)));
        string[] unused = [.. Versions.Where(v => v.Attribute("Pin") is null).Select(v => v.Attribute("Include")!.Value).Except(used)];
        Assert.True(unused.Length == 0, $"in Directory.Packages.props and nowhere used: {string.Join(", ", unused)}");
    }

    [Fact]
    public void No_refused_package_is_used()
    {
        Assert.All(Versions.Select(v => v.Attribute("Include")!.Value), name => Assert.All(ProjectRule.Refused, refused =>
            Assert.False(name.StartsWith(refused.Package, StringComparison.Ordinal), $"{name} was refused: {refused.Why}")));

        // Version 34 is another library under the same name.
        Assert.All(Versions.Where(v => v.Attribute("Include")!.Value == "CsvHelper"), v => Assert.Equal("33.0.1", v.Attribute("Version")!.Value));
    }

    [Fact]
    public void Every_project_has_its_lock_file()
    {
        Assert.All(Repository.Projects, p => Assert.True(
            Repository.Exists($"{p.Folder}/packages.lock.json"), $"{p.Folder} has no packages.lock.json; dotnet restore writes it, commit it"));
    }
}
