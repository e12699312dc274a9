using NimmGen.Ir;

namespace NimmGen.Frontend.Tests;

/// <summary>Each file of test/Wrong says on its first lines what is wrong with it and where; nothing else may be found.</summary>
public sealed class WrongProgramTests
{
    public static TheoryData<string> Files => new(Texts.In("wrong", "*.cs")
        .Where(f => Expectation.Of(File.ReadAllText(f)).All(e => e.Code is not "NG0003" && (e.Code.StartsWith("NG00", StringComparison.Ordinal) || e.Code.StartsWith("NG61", StringComparison.Ordinal))))
        .Select(f => Path.GetFileName(f)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Says_exactly_what_is_wrong(string file)
    {
        string text = File.ReadAllText(Path.Combine(Texts.Folder("wrong"), file));
        ReadResult result = ModelReader.Read(text, file, TestContext.Current.CancellationToken);
        Assert.Equal(
            Expectation.Of(text).Select(e => $"{e.Code} at {e.Line}").Order(StringComparer.Ordinal),
            result.Diagnostics.Select(d => $"{d.Code} at {d.Place.Line}").Order(StringComparer.Ordinal));
        Assert.Empty(result.Models);
        Assert.Empty(result.Networks);
        Assert.All(result.Diagnostics, Complete);
        void Complete(Diagnostic d) => Assert.True(
            d.Severity == Severity.Error && d.Place.File == file && d.Message.Length > 10 && d.Fix is { Length: > 5 } && d.ToString().Length < 1000, d.ToString());
    }

    [Fact]
    public void There_are_many_and_each_code_has_a_page()
    {
        Assert.True(Files.Count >= 25, $"{Files.Count} wrong programs");
        string[] codes = [.. Texts.In("wrong", "*.cs").SelectMany(f => Expectation.Of(File.ReadAllText(f))).Select(e => e.Code).Where(c => c.StartsWith("NG00", StringComparison.Ordinal) || c.StartsWith("NG61", StringComparison.Ordinal)).Distinct()];
        Assert.Superset(new HashSet<string> { "NG0001", "NG0002", "NG0004", "NG0005", "NG0006", "NG0007", "NG6101", "NG6102", "NG6103", "NG6104", "NG6105", "NG6107", "NG6108" }, codes.ToHashSet());
        Assert.All(codes, c => Assert.True(File.Exists(Path.Combine(Texts.Folder("errors"), c + ".md")), c));
    }
}
