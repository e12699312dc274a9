using System.Xml.Linq;

namespace NimmGen.Architecture.Tests;

/// <summary>The direction of the pipeline is in the project references.</summary>
public sealed class ProjectRuleTests
{
    [Fact]
    public void Projects_reference_what_the_architecture_allows()
    {
        string[] broken =
        [
            .. Repository.SourceProjects.SelectMany(p => ProjectRule.All.FirstOrDefault(r => r.Project == p.Name) is { } rule
                ? rule.Broken(p.References, p.Packages)
                : [$"{p.Path} is not in the table of {nameof(ProjectRule)}; add it there and to docs/architecture.md, with the reason for what it may reference"]),
        ];
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    [Fact]
    public void A_forbidden_reference_is_named_with_its_reason()
    {
        ProjectRule verify = ProjectRule.All.Single(r => r.Project == "NimmGen.Verify");
        string broken = Assert.Single(verify.Broken(["NimmGen.Ir", "NimmGen.Learn"], []));
        Assert.StartsWith("NimmGen.Verify may reference NimmGen.Ir only; it references NimmGen.Learn. Why not: ", broken);
        ProjectRule ir = ProjectRule.All.Single(r => r.Project == "NimmGen.Ir");
        Assert.StartsWith("NimmGen.Ir may use nothing but the base library; it uses the package CsvHelper.", Assert.Single(ir.Broken([], ["CsvHelper"])));
    }

    [Fact]
    public void References_do_not_bring_those_behind_them()
    {
        Assert.Contains("<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>", Repository.Read("Directory.Build.props"));
    }

    [Fact]
    public void The_table_has_no_cycle()
    {
        var order = ProjectRule.All.Select(r => r.Project).ToList();
        Assert.All(ProjectRule.All, rule => Assert.All(rule.References, r =>
            Assert.True(order.IndexOf(r) >= 0 && order.IndexOf(r) < order.IndexOf(rule.Project), $"{rule.Project} references {r}, which comes after it")));
    }

    [Fact]
    public void The_document_names_every_project()
    {
        string document = Repository.Read("docs/architecture.md");
        Assert.All(ProjectRule.All, rule => Assert.Contains($"| `{rule.Project}` |", document));
    }

    [Fact]
    public void The_solution_lists_every_project_once()
    {
        string[] listed = [.. XDocument.Parse(Repository.Read("NimmGen.slnx")).Descendants("Project").Select(p => p.Attribute("Path")!.Value)];
        Assert.Equal(Repository.Projects.Select(p => p.Path).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_source_project_has_a_test_project()
    {
        Assert.All(Repository.SourceProjects, p => Assert.True(
            Repository.Exists($"test/{p.Name}.Tests/{p.Name}.Tests.csproj"), $"{p.Name} has no test/{p.Name}.Tests"));
    }
}
