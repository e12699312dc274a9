using Models;
using NimmGen.Ir;

namespace NimmGen.Frontend.Tests;

/// <summary>A class that C# compiles and the same file read as text are one model.</summary>
public sealed class ZooTests
{
    private static readonly Model[] Compiled =
        [new AgeSeir(), new Seir(), new SeirmInfluenza(), new Sir(), new SirsWaning(), new SubsetTour(), new TumourChemoRadio()];

    [Fact]
    public void Every_file_of_the_zoo_is_compared() => Assert.Equal(
        Texts.In("models-text", "*.cs").Select(Path.GetFileNameWithoutExtension).Except(["GruWithAttention", "LayerTour"]),
        Compiled.Select(m => m.GetType().Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public void Text_and_class_give_the_same_mechanism(int index)
    {
        Model compiled = Compiled[index];
        MechanismIr expected = compiled.ToIr();
        ReadResult result = Texts.ReadFile(Path.Combine(Texts.Folder("models-text"), compiled.GetType().Name + ".cs"));
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
