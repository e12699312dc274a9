using System.Text.Json;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Cli.Tests;

/// <summary>The benchmark from the command line: tables, files, resuming, and what is wrong said in words.</summary>
public sealed class BenchNimmCommandTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task Simulated_tasks_need_no_data_and_give_tables_and_files()
    {
        string[] line = ["bench", "nimm", "--quick", "--tasks", "mrsa-virginia,lung-cancer", "--methods", "last-value,damped-trend,persistence,nimmgen", "--csv", "t.csv", "--html", "t.html", "--forecasts", "f.csv"];
        Assert.Equal(ExitCode.Done, await _session.Run(line));
        Assert.Contains("### QUICK LOOK, not a result: Table 1", _session.Out, StringComparison.Ordinal);
        Assert.Contains("mrsa-virginia (simulated)", _session.Out, StringComparison.Ordinal);
        Assert.Contains("| open |", _session.Out, StringComparison.Ordinal);
        Assert.Contains("Open: NIMMgen: programs are written by a language model, and none was given.", _session.Out, StringComparison.Ordinal);
        Assert.Contains("Protocol: held-out.", _session.Out, StringComparison.Ordinal);
        Assert.StartsWith("table,task,", await File.ReadAllTextAsync(_session["t.csv"], TestContext.Current.CancellationToken));
        Assert.Contains("</html>", await File.ReadAllTextAsync(_session["t.html"], TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // One origin, nine weeks, 644 facilities, two methods.
        string[] forecasts = await File.ReadAllLinesAsync(_session["f.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(1 + 2 * 9 * 644, forecasts.Length);
        Assert.Contains(", 0 of them stored before", _session.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await _session.Run(line));
        Assert.Contains(", 3 of them stored before", _session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("[", _session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_a_language_model_are_one_command_each()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the command that answers is one of a shell");
        ForecastTask patients = TaskCatalogue.Find("lung-cancer", null).Task!;
        File.WriteAllText(_session["reply.txt"], $"Builds on: none. The skeleton.\n\n```csharp\n{BuiltInModeller.Skeleton(patients)}```\n");
        string[] line = ["bench", "nimm", "--quick", "--tasks", "lung-cancer", "--iterations", "2"];
        string[] asked = [.. line, "--llm", "exec:cat reply.txt"];
        foreach (string method in (string[])["zero-shot", "hdtwingen"])
        {
            Assert.Equal(ExitCode.Done, await _session.Run([.. asked, "--methods", method, "--json"]));
            using JsonDocument json = JsonDocument.Parse(_session.Out);
            JsonElement[] rows = [.. json.RootElement.GetProperty("rows").EnumerateArray()];
            Assert.Equal(["hybrid", "mechanistic"], rows.Select(r => r.GetProperty("mode").GetString()).Order());
            Assert.True(rows.Single(r => r.GetProperty("mode").GetString() == "mechanistic").GetProperty("rmse").GetDouble() > 0);
            Assert.Equal("networks of their own are trained on series over time", rows.Single(r => r.GetProperty("mode").GetString() == "hybrid").GetProperty("reason").GetString());
            Assert.Contains("language model: ", _session.Error, StringComparison.Ordinal);
        }

        // Another model is another cell; the same one is stored.
        Assert.Equal(ExitCode.Done, await _session.Run([.. asked, "--methods", "zero-shot"]));
        Assert.Contains("2 cells, 1 of them stored before", _session.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await _session.Run([.. line, "--methods", "zero-shot", "--budget-calls", "1", "--llm", "exec:cat reply.txt #"]));
        Assert.Contains("failed: the budget was used up after 1 of 2 candidates", _session.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.UserError, await _session.Run([.. line, "--methods", "zero-shot", "--llm", "exec:no-such-command-here"]));
        Assert.Contains("NL0015", _session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_a_row_for_every_task_and_method()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "nimm", "--quick", "--tasks", "lung-cancer", "--methods", "persistence,ets", "--json"));
        using JsonDocument json = JsonDocument.Parse(_session.Out);
        JsonElement[] rows = [.. json.RootElement.GetProperty("rows").EnumerateArray()];
        Assert.Equal(["ets", "persistence"], rows.Select(r => r.GetProperty("method").GetString()).Order());
        JsonElement persistence = rows.Single(r => r.GetProperty("method").GetString() == "persistence");

        // The benchmark's figure for persistence, a mean squared error of 2574, is of other draws of patients: within a tenth.
        Assert.InRange(Math.Pow(persistence.GetProperty("rmse").GetDouble(), 2), 2574 * 0.9, 2574 * 1.1);
        Assert.StartsWith("made for series", rows.Single(r => r.GetProperty("method").GetString() == "ets").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Every_method_runs_in_tiny_where_the_data_are()
    {
        string? data = Environment.GetEnvironmentVariable("NIMMGEN_DATA");
        Assert.SkipWhen(data is null, "needs NIMMGEN_DATA");
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "nimm", "--quick", "--tasks", "covid-bogota,lung-cancer,alloys-fcc", "--data", data!, "--json"));
        using JsonDocument json = JsonDocument.Parse(_session.Out);
        Assert.All(json.RootElement.GetProperty("rows").EnumerateArray(), row =>
        {
            string reason = row.GetProperty("reason").GetString()!;
            Assert.DoesNotContain("failed", reason, StringComparison.Ordinal);
            Assert.True(reason.Length > 0 || row.GetProperty("rmse").ValueKind == JsonValueKind.Number, row.ToString());
        });
    }

    [Fact]
    public async Task An_unknown_task_or_method_is_a_usage_error_with_the_nearest()
    {
        Assert.Equal(ExitCode.Usage, await _session.Run("bench", "nimm", "--tasks", "covid-bogotta"));
        Assert.Contains("did you mean 'covid-bogota'?", _session.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await _session.Run("bench", "nimm", "--methods", "arma"));
        Assert.Contains("did you mean 'arima'?", _session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_without_data_says_how_to_get_them()
    {
        Assert.Equal(ExitCode.UserError, await _session.Run("bench", "nimm", "--tasks", "covid-bogota", "--methods", "last-value", "--data", "nowhere"));
        Assert.Contains("ND0023", _session.Error, StringComparison.Ordinal);
        Assert.Contains("GradMetapopulation", _session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_longer_than_the_series_says_what_would_fit()
    {
        Assert.Equal(ExitCode.UserError, await _session.Run("bench", "nimm", "--tasks", "mrsa-virginia", "--methods", "last-value", "--horizon", "40"));
        Assert.Contains("use a horizon of 1 to 9", _session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_the_cards_is_refused()
    {
        string folder = Directory.CreateDirectory(_session["data/materials"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "mpea_fcc_by_formula_temperature.csv"), "formula,test_temperature_c\nCo1 Ni1,25\n", TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.UserError, await _session.Run("bench", "nimm", "--tasks", "alloys-fcc", "--methods", "mean", "--data", "data"));
        Assert.Contains("ND0016", _session.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _session.Dispose();
}
