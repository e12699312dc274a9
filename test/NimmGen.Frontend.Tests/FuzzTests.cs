using NimmGen.Fuzz;

namespace NimmGen.Frontend.Tests;

/// <summary>A few seconds of the fuzzer; ten minutes of it are run by hand.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Corpus = [.. Texts.In("models-text", "*.cs").Concat(Texts.In("wrong", "*.cs")).Select(File.ReadAllText)];

    [Fact]
    public void Nothing_breaks_in_some_seconds()
    {
        FuzzReport report = Fuzzer.Run(new Programs(3, Corpus), new FuzzOptions(600, 3, 150, 1, null, []), TextWriter.Null);
        Assert.True(report.Failures.IsEmpty, report.ToString());
        Assert.True(report.Programs > 100 && report.Accepted > 0 && report.Compared > 0 && report.Codes.Count > 3, report.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
    }

    [Fact]
    public void A_seed_and_a_number_are_a_program()
    {
        Programs one = new(5, Corpus), same = new(5, Corpus), other = new(6, Corpus);
        Assert.All(Enumerable.Range(1, 50), n => Assert.Equal(one.Make(n), same.Make(n)));
        Assert.True(Enumerable.Range(1, 50).Count(n => one.Make(n) != other.Make(n)) > 40);
    }
}
