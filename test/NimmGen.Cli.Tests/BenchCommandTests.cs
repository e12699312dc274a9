using System.Text.Json;

namespace NimmGen.Cli.Tests;

public sealed class BenchCommandTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task Json_has_the_fields_that_scripts_rely_on()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "engine", "--shape", "covid-bogota", "--seconds", "0", "--json"));
        Assert.Empty(_session.Error);
        using JsonDocument json = JsonDocument.Parse(_session.Out);
        double peak = json.RootElement.GetProperty("peakGflops").GetDouble();
        Assert.InRange(peak, 0.01, 10_000);
        JsonElement shape = Assert.Single(json.RootElement.GetProperty("shapes").EnumerateArray());
        Assert.Equal("covid-bogota", shape.GetProperty("name").GetString());
        Assert.Equal(1, shape.GetProperty("threads").GetInt32());
        Assert.True(shape.GetProperty("msPerIteration").GetDouble() > 0);
        double gflops = shape.GetProperty("gflops").GetDouble();
        Assert.True(gflops > 0);
        // Relative 1e-9: the quotient of two numbers that were printed with all their digits.
        Assert.Equal(gflops / peak, shape.GetProperty("shareOfPeak").GetDouble(), 1e-9 * gflops / peak);
        Assert.True(json.RootElement.GetProperty("frontEndMs").GetProperty("first").GetDouble() > 0);
        Assert.True(json.RootElement.GetProperty("bandwidthGigabytes").GetDouble() > 0 && shape.GetProperty("shareOfBandwidth").GetDouble() > 0);
        Assert.True(json.RootElement.GetProperty("kernelMs").GetProperty("warm").GetDouble() > 0);
    }

    [Fact]
    public async Task Text_is_a_table()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "engine", "--shape", "covid-bogota", "--seconds", "0"));
        Assert.Matches(@"(?m)^covid-bogota +1 +294 +11 ", _session.Out);
        Assert.Contains("of peak", _session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_structure_is_recovered_from_default_starts()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "recovery", "--seeds", "1", "--json"));
        using JsonDocument json = JsonDocument.Parse(_session.Out);
        JsonElement[] tasks = [.. json.RootElement.EnumerateArray()];
        Assert.Equal(["lung-cancer", "lung-cancer-chemo", "lung-cancer-chemo-radio"], tasks.Select(t => t.GetProperty("task").GetString()));
        Assert.All(tasks, t => Assert.Equal(1, t.GetProperty("reached").GetInt32()));
    }

    [Fact]
    public async Task An_unknown_shape_is_a_usage_error()
    {
        Assert.Equal(ExitCode.Usage, await _session.Run("bench", "engine", "--shape", "covid-paris"));
        Assert.Contains("covid-bogota", _session.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _session.Dispose();
}
