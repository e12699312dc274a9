using System.Text.Json;

namespace NimmGen.Cli.Tests;

public sealed class BenchChoiceCommandTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task Every_method_is_scored_at_the_origins_that_had_others_before_them()
    {
        WriteWaves(160);
        Assert.Equal(ExitCode.Done, await _session.Run("data", "init", "waves.csv", "--output", "waves"));
        Assert.Equal(ExitCode.Done, await _session.Run("run", "waves", "--iterations", "4", "--training", "quick", "--run", "waves.nimm"));
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "choice", "waves.nimm", "--json"));
        using JsonDocument json = JsonDocument.Parse(_session.Out);
        JsonElement[] methods = [.. json.RootElement.GetProperty("methods").EnumerateArray()];
        Assert.Equal(["the run's forecast", "the winner alone", "last value", "last week repeated", "damped trend"], methods.Select(m => m.GetProperty("method").GetString()));
        int[] origins = [.. json.RootElement.GetProperty("origins").EnumerateArray().Select(o => o.GetInt32())];
        Assert.All(methods, m => Assert.Equal(origins.Length, m.GetProperty("errors").GetArrayLength()));
        Assert.InRange(json.RootElement.GetProperty("twinWeight").GetDouble(), 0, 1);

        // The naive ones need no choice: their errors are those of the validation origins.
        Assert.NotEmpty(origins);
        Assert.Equal(LastValueErrors(origins), methods[2].GetProperty("errors").EnumerateArray().Select(e => Math.Round(e.GetDouble(), 6)));

        Assert.Equal(ExitCode.Done, await _session.Run("bench", "choice", "waves.nimm"));
        Assert.Matches(@"(?m)^\| the run's forecast \| [\d.]+ \| ", _session.Out);
        Assert.Contains("candidates calibrated at all origins", _session.Error);
    }

    [Fact]
    public async Task Patients_are_refused()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("run", "lung-cancer", "--iterations", "1", "--training", "quick", "--run", "lung.nimm"));
        Assert.Equal(ExitCode.UserError, await _session.Run("bench", "choice", "lung.nimm"));
        Assert.Contains("lung-cancer has no origins one after another", _session.Error);
    }

    public void Dispose() => _session.Dispose();

    private static double Cases(int day) => Math.Round(200 + 150 * Math.Sin(day / 12.0) + 10 * (day % 7));

    private void WriteWaves(int days) => File.WriteAllLines(
        _session["waves.csv"], ["date,cases,population", .. Enumerable.Range(0, days).Select(d => $"{new DateOnly(2021, 1, 1).AddDays(d):yyyy-MM-dd},{Cases(d)},1000000")]);

    // Root mean square over the horizon of what came less the last value.
    private static IEnumerable<double> LastValueErrors(int[] origins)
    {
        const int Horizon = 14;
        return origins.Select(o => Math.Round(Math.Sqrt(Enumerable.Range(o, Horizon).Average(d => Math.Pow(Cases(d) - Cases(o - 1), 2))), 6));
    }
}
