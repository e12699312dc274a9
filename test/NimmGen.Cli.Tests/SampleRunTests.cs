using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NimmGen.Cli.Tests;

/// <summary>A folder of samples goes from a card and a table to a report, and to files of its own.</summary>
public sealed class SampleRunTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task A_folder_of_samples_is_searched_reported_shown_and_exported()
    {
        Folder("MPa");
        Assert.Equal(ExitCode.Done, await _session.Run("run", "alloys", "--iterations", "2", "--jobs", "1", "--training", "quick", "--run", "a.nimm", "--report", "a.html"));
        Assert.Contains("Alloys: yield strength, 24 samples", _session.Out);
        Assert.Contains("mean over the inner folds of 5 outer folds, and over all samples, each predicted without its group:", _session.Out);
        Assert.Contains("ridge regression", _session.Out);
        Assert.Matches("fold 5, [45] samples: [0-9.]+ % candidates [12], [12]; [0-9.]+ % ridge regression", _session.Out);
        Assert.DoesNotContain("origin", _session.Out);
        Assert.DoesNotContain("per place", _session.Out);
        Assert.Contains("id=\"sample-chart\"", File.ReadAllText(_session["a.html"]));

        Assert.Equal(ExitCode.Done, await _session.Run("show", "a.nimm"));
        Assert.Contains("the mechanism that explains best", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("show", "a.nimm", "1"));
        Assert.Contains("on the inner folds of each outer fold", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("report", "a.nimm", "--output", "b.html"));
        Assert.Equal(File.ReadAllText(_session["a.html"]), File.ReadAllText(_session["b.html"]));

        Assert.Equal(ExitCode.Done, await _session.Run("export", "a.nimm", "--output", "figures"));
        Assert.Contains("samples.csv every sample", _session.Error);
        Assert.Equal(25, File.ReadAllLines(_session["figures/samples.csv"]).Length);
        Assert.True(File.Exists(_session["figures/predicted-measured.svg"]) && File.Exists(_session["figures/residuals-temperature.csv"]));

        // One more candidate: it goes on where it ended.
        int resumed = await _session.Run("resume", "a.nimm", "--iterations", "3", "--json");
        Assert.True(resumed == ExitCode.Done, _session.Error);
        using var json = JsonDocument.Parse(_session.Out);
        Assert.Equal(3, json.RootElement.GetProperty("candidates").GetInt32());
    }

    [Fact]
    public async Task What_the_modeller_has_no_grammar_for_is_said_before_the_search()
    {
        Folder("1");
        Assert.Equal(ExitCode.UserError, await _session.Run("run", "alloys", "--iterations", "2", "--run", "a.nimm"));
        Assert.Contains("samples of yield_strength in 1, and of samples the built-in modeller writes the strength of alloys only", _session.Error);
        Assert.Contains("--llm", _session.Error);
        Assert.Equal(["alloys"], _session.Files);
        Folder("MPa");
        Assert.Equal(ExitCode.UserError, await _session.Run("run", "alloys", "--horizon", "3"));
        Assert.Contains("leave --horizon out", _session.Error);
    }

    public void Dispose() => _session.Dispose();

    private void Folder(string unit)
    {
        Directory.CreateDirectory(_session["alloys"]);
        var table = new StringBuilder("alloy,temperature,modulus,deviation,volume,strength\n");
        for (int i = 0; i < 24; i++)
        {
            double temperature = 300 + 200 * (i % 4), modulus = 50 + 3 * i, deviation = 0.3 + 0.05 * (i * 7 % 24);
            table.Append(CultureInfo.InvariantCulture, $"A{i},{temperature},{modulus},{deviation},12.5,{150 + 6 * modulus * deviation - 0.1 * temperature:0.##}\n");
        }

        File.WriteAllText(_session["alloys/alloys.csv"], table.ToString());
        File.WriteAllText(
            _session["alloys/card.json"],
            $$"""
            {
              "name": "alloys", "title": "Alloys", "citation": "made up", "licence": "none", "step": "sample",
              "data": { "path": "alloys.csv" }, "location": { "column": "alloy" }, "samples": { "group": "alloy" },
              "channels": [
                { "name": "yield_strength", "column": "strength", "unit": "{{unit}}", "kind": "state", "role": "target", "aggregate": "mean" },
                { "name": "temperature", "column": "temperature", "unit": "K", "kind": "covariate", "role": "covariate", "knownAhead": true },
                { "name": "shear_modulus_mean", "column": "modulus", "unit": "GPa", "kind": "covariate", "role": "covariate", "knownAhead": true },
                { "name": "atomic_volume_deviation", "column": "deviation", "unit": "angstrom^3", "kind": "covariate", "role": "covariate", "knownAhead": true },
                { "name": "atomic_volume_mean", "column": "volume", "unit": "angstrom^3", "kind": "covariate", "role": "covariate", "knownAhead": true }
              ]
            }
            """);
    }
}
