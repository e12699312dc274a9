using NimmGen.Frontend.Worker;

namespace NimmGen.Frontend.Tests;

/// <summary>Programs that try to escape, exhaust, hang or mislead: each is refused with the code that its first lines name, and cheaply.</summary>
public sealed class HostileTests
{
    public static TheoryData<string> Files => [.. Texts.In("hostile", "*.cs").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_refused_with_its_code_at_its_line(string file)
    {
        string text = File.ReadAllText(Path.Combine(Texts.Folder("hostile"), file));
        ReadResult result = ModelReader.Read(text, file, TestContext.Current.CancellationToken);
        Assert.Equal(
            Expectation.Of(text).Select(e => $"{e.Code} at {e.Line}").Order(StringComparer.Ordinal),
            result.Diagnostics.Select(d => $"{d.Code} at {d.Place.Line}").Order(StringComparer.Ordinal));
        Assert.Empty(result.Models);
        Assert.All(result.Diagnostics, d => Assert.True(d.Fix is { Length: > 5 } && d.Message.Length > 10 && d.ToString().Length < 1000, d.ToString()));
    }

    [Fact]
    public void There_are_more_than_sixty() => Assert.InRange(Files.Count, 150, 400);

    [Fact]
    public void A_worker_refuses_them_alike_and_stays_small()
    {
        using var reader = new WorkerReader(Worker.Workers.Real);
        foreach (string path in Texts.In("hostile", "*.cs"))
        {
            string text = File.ReadAllText(path);
            ReadResult there = reader.Read(text, Path.GetFileName(path), TestContext.Current.CancellationToken);
            Assert.Equal(Expectation.Of(text).Select(e => $"{e.Code} at {e.Line}").Order(StringComparer.Ordinal), there.Diagnostics.Select(d => $"{d.Code} at {d.Place.Line}").Order(StringComparer.Ordinal));
        }

        // Measured: 0.4 s, 190 MB; a machine that many share is slower, not larger.
        Assert.Equal(1, reader.Usage.Processes);
        Assert.True(reader.Usage.MostProcessor < TimeSpan.FromSeconds(5), reader.Usage.ToString());
        Assert.True(reader.Usage.MostResident < 400L << 20, reader.Usage.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine(reader.Usage.ToString());
    }
}
