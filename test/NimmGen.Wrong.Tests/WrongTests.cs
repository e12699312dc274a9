using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Ir.Printing;
using NimmGen.Verify;

namespace NimmGen.Wrong.Tests;

/// <summary>From text to verdict: each wrong program gets the one code that its first line names, at that line.</summary>
public sealed partial class WrongTests
{
    [GeneratedRegex(@"^// expect: (NG\d{4}) at (\d+)( with data)?")]
    private static partial Regex Expectation { get; }

    /// <summary>A data set for the programs that are wrong only beside one: weekly counts of new cases that miss some.</summary>
    internal static readonly DataContext Surveillance = new(
        [
            new("cases", Unit.Of("people"), "new", 0, 5e3) { UnderReported = true }, new("in_bed", Unit.Of("people"), "prevalence", 0, 5e3),
            new("volume", Unit.Of("cm3"), "state", 1, 100),
        ],
        [new("population", Unit.Of("people"), "constant", 1e5, 1e7), new("volume0", Unit.Of("cm3"), "constant", 1, 10)], "week")
    {
        Subject = "a town",
    };

    internal static readonly VerifierOptions Thorough = new() { Simulator = new Search.KernelSimulator() };

    public static TheoryData<string> Programs => Names("wrong");

    public static TheoryData<string> Zoo => Names("models");

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_wrong_program_gets_its_code_at_its_line(string name)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wrong", name));
        Match expected = Expectation.Match(text);
        ReadResult read = ModelReader.Read(text, name, TestContext.Current.CancellationToken);
        Assert.True(read.Diagnostics.IsEmpty, string.Join('\n', read.Diagnostics));
        Verdict verdict = Verifier.Verify(Assert.Single(read.Models), expected.Groups[3].Success ? Surveillance : null, Thorough);
        Assert.True(verdict.Findings.Length == 1, string.Join('\n', verdict.Findings));
        Assert.True((expected.Groups[1].Value, expected.Groups[2].Value) == (verdict.Findings[0].Code, $"{verdict.Findings[0].Place.Line}"), verdict.Findings[0].ToString());
        Assert.StartsWith(expected.Groups[1].Value, name, StringComparison.Ordinal);
    }

    // NG61 is the front end's, about networks; NG9 is the search's: candidates that repeat another or diverge in training.
    [Fact]
    public void Every_page_of_the_verifier_has_a_wrong_program()
    {
        string[] programs = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "wrong"));
        string[] codes = [.. ErrorPages.All.Select(p => p.Code).Where(c => c is "NG0003" or "NG0008" || (string.CompareOrdinal(c, "NG1") > 0 && string.CompareOrdinal(c, "NG9") < 0 && !c.StartsWith("NG61", StringComparison.Ordinal)))];
        Assert.True(codes.Length >= 20, string.Join(' ', codes));
        Assert.All(codes, c => Assert.Contains(programs, p => Path.GetFileName(p).StartsWith(c, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Zoo))]
    public void A_printed_model_reads_back_as_the_same(string name)
    {
        MechanismIr model = Assert.Single(Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "models", name)), name));
        string printed = CSharpPrinter.Print(model);
        MechanismIr again = Assert.Single(Read(printed, name));
        Assert.Equal(model.Hash, again.Hash);
        Assert.Equal(printed, CSharpPrinter.Print(again));
    }

    private static ImmutableArray<MechanismIr> Read(string text, string name)
    {
        ReadResult read = ModelReader.Read(text, name);
        Assert.True(read.Diagnostics.IsEmpty, string.Join('\n', read.Diagnostics) + "\n" + text);
        return read.Models;
    }

    private static TheoryData<string> Names(string folder) =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
