using NimmGen.Ir;

namespace NimmGen.Frontend.Tests;

/// <summary>A class that C# compiles and the same file read as text are one model.</summary>
public sealed class ZooTests
{
    private static readonly Dictionary<string, Model> Compiled = typeof(ZooTests).Assembly.GetTypes()
        .Where(t => t.Namespace == "Models" && t.IsSubclassOf(typeof(Model)))
        .ToDictionary(t => t.Name, t => (Model)Activator.CreateInstance(t)!, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Compiled.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_file_of_the_zoo_is_compared() => Assert.Equal(
        Texts.In("models-text", "*.cs").Select(Path.GetFileNameWithoutExtension).Except(["GruWithAttention", "LayerTour"]), Compiled.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void Text_and_class_give_the_same_mechanism(string name)
    {
        MechanismIr expected = Compiled[name].ToIr();
        ReadResult result = Texts.ReadFile(Path.Combine(Texts.Folder("models-text"), name + ".cs"));
        Assert.Equal("", string.Join('\n', result.Diagnostics));
        MechanismIr read = Assert.Single(result.Models);
        Assert.Equal(expected.Hash, read.Hash);
        Assert.Equal(expected.Name, read.Name);
        Assert.Equal(expected.Statements.Select(Line), read.Statements.Select(Line));
        Assert.Equal(expected.Symbols.Select(s => (s.Name, s.Place.Line)), read.Symbols.Select(s => (s.Name, s.Place.Line)));
        Assert.Equal(MechanismJson.Read(MechanismJson.Write(read)).Hash, read.Hash);
    }

    [Fact]
    public void Comments_become_summary_and_meanings()
    {
        MechanismIr read = Texts.ReadFile(Path.Combine(Texts.Folder("models-text"), "Seir.cs")).Models.Single();
        Assert.Equal("infected, not yet infectious", read.Find("E")!.Meaning);
        Assert.Equal("share of infections that is reported", read.Find("reported")!.Meaning);
        Assert.Null(read.Find("infected0")!.Meaning);
        Assert.StartsWith("Susceptible, exposed, infectious, recovered, with transmission", read.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("<", read.Summary, StringComparison.Ordinal);
    }

    private static (string Type, int Line, string? Text) Line(Statement s) => (s.GetType().Name, s.Place.Line, s.Place.Text);
}
