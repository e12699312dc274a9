using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using NimmGen.Data;
using NimmGen.Data.Tests;

namespace NimmGen.Cli.Tests;

/// <summary><c>nimmgen data get | list | check | card</c>: against a server on loopback, in this process and as a process of its own.</summary>
public sealed class DataCommandTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "nimmgen.dll");
    private readonly Session _session = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_needs_no_files_is_told()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("data", "get", "mrsa-virginia", "lung-cancer", "boarding-school"));
        Assert.Equal(
            "mrsa-virginia: the program makes it from its seed; there is nothing to get\nlung-cancer: the program makes it from its seed; there is nothing to get\nboarding-school: its files are in the program; there is nothing to get\n",
            _session.Out);
        Assert.Equal(ExitCode.Usage, await _session.Run("data", "get"));
        Assert.Contains("name data sets, or --all", _session.Error);
        Assert.Equal(ExitCode.Usage, await _session.Run("data", "get", "covid-bogota", "--mirror", "ftp://there/"));
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "get", "covid-bogta"));
        Assert.Contains("did you mean 'covid-bogota'?", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "get", "covid-bogota"));
        Assert.Contains("no folder to put the files into", _session.Error);
        Assert.Empty(_session.Files);
    }

    [Fact]
    public async Task Files_are_fetched_into_the_cache_and_found_there()
    {
        string shared = SharedData();
        await using var server = new LyingServer((asked, _, to, _) => LyingServer.Send(to, "200 OK", File.ReadAllBytes(Path.Combine(shared, asked.Path.TrimStart('/')))));
        _session.Variables["XDG_CACHE_HOME"] = _session["caches"];
        Assert.Equal(ExitCode.Done, await _session.Run("data", "get", "covid-bogota", "--mirror", server.Address.AbsoluteUri));
        string cache = Path.Combine(_session["caches"], "nimmgen", "data");
        Assert.StartsWith($"covid-bogota: 3 files fetched; in {cache}. Licence: MIT", _session.Out, StringComparison.Ordinal);
        Assert.Contains($"covid-bogota/covid_bogota_343d.csv: reading {server.Address}covid-bogota/covid_bogota_343d.csv, 18.3 kB", _session.Error);
        Assert.Equal(ExitCode.Done, await _session.Run("data", "check", "covid-bogota"));
        Assert.Equal("covid-bogota: 343 steps, 1 place, 11 channels; 0 errors, 0 warnings\n", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("data", "list", "--json"));
        JsonNode listed = JsonNode.Parse(_session.Out)!.AsArray().Single(n => (string?)n!["name"] == "covid-bogota")!;
        Assert.Equal(("cached", 24_068), ((string?)listed["files"], (int?)listed["bytes"]));
        Assert.Equal(ExitCode.Done, await _session.Run("data", "get", "covid-bogota", "covid-medellin", "--mirror", server.Address.AbsoluteUri, "--json"));
        JsonArray got = JsonNode.Parse(_session.Out)!.AsArray();
        Assert.Equal(["Kept", "Kept", "Kept"], got[0]!["files"]!.AsArray().Select(f => (string?)f!["outcome"]));
        Assert.Equal(["Fetched", "Fetched", "Kept"], got[1]!["files"]!.AsArray().Select(f => (string?)f!["outcome"]).Order(StringComparer.Ordinal));

        // A file that was changed is told, and got again.
        await File.AppendAllTextAsync(Path.Combine(cache, "covid-bogota", "covid_bogota_343d.csv"), "343,2021-03-21,1,0,1,1,1,1,1,1,1,1,1\n", Cancellation);
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "check"));
        Assert.Contains("error ND0016 covid-bogota/covid_bogota_343d.csv", _session.Error);
        Assert.Contains("'nimmgen data get covid-bogota' fetches it again", _session.Error);
        Assert.Contains("covid-medellin: 343 steps", _session.Out);
        Assert.Contains("lung-cancer: ", _session.Out);
        Assert.DoesNotContain("influenza-usa", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("data", "get", "covid-bogota", "--mirror", server.Address.AbsoluteUri));
        Assert.StartsWith("covid-bogota: 1 file fetched, 2 there already", _session.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await _session.Run("data", "check"));
    }

    [Fact]
    public async Task Ctrl_C_leaves_what_has_arrived()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sends SIGINT");
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0123456789\n", 1000)));
        await using var server = new LyingServer(async (_, number, to, stop) =>
        {
            if (number == 0)
            {
                await LyingServer.Head(to, "200 OK", $"Content-Length: {content.Length}");
                await to.WriteAsync(content.AsMemory(0, 5000), stop);
                await Task.Delay(Timeout.Infinite, stop);
            }

            await LyingServer.Send(to, "404 Not Found", []);
        });
        using Process process = Start([], "data", "get", "covid-bogota", "--data", _session.Folder, "--mirror", server.Address.AbsoluteUri);
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync(Cancellation) is { } line)
        {
            said.Add(line);
            if (line.Contains(": reading ", StringComparison.Ordinal))
            {
                using var kill = Process.Start("kill", ["-INT", process.Id.ToString()]);
                await kill.WaitForExitAsync(Cancellation);
            }
        }

        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == ExitCode.Cancelled, string.Join('\n', said));
        Assert.Equal($"go on with: nimmgen data get covid-bogota --data {_session.Folder}", said[^1]);
        Assert.InRange(new FileInfo(Assert.Single(Directory.GetFiles(_session[".unfinished"], "*.part"))).Length, 1, 5000);
    }

    [Fact]
    public async Task The_proxy_of_the_environment_is_asked()
    {
        await using var proxy = new LyingServer((_, _, to, _) => LyingServer.Send(to, "403 Forbidden", []));
        using Process process = Start([("HTTPS_PROXY", proxy.Address.AbsoluteUri), ("NO_PROXY", "")], "data", "get", "alloys-fcc", "covid-bogota", "--data", _session.Folder);
        string error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(ExitCode.UserError, process.ExitCode);
        Assert.Contains(proxy.Requests, r => r.Path == "github.com:443");
        Assert.Contains(proxy.Requests, r => r.Path == "raw.githubusercontent.com:443");
        Assert.Contains("error ND0035 covid-bogota/covid_bogota_343d.csv", error);
        Assert.Contains("HTTPS_PROXY", error);
        Assert.Empty(Directory.GetFiles(_session.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_card_is_printed_in_words_and_as_it_is_stored()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("data", "card", "covid-bogota"));
        Snapshot.Match("data-card", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("data", "card", "covid-bogota", "--json"));
        Assert.Equal(CardReader.Write(Catalogue.Find("covid-bogota")!), _session.Out);
        Assert.NotNull(CardReader.Parse(_session.Out, "card.json").Card);
    }

    [Fact]
    public async Task A_task_without_data_says_how_to_get_them()
    {
        Assert.Equal(ExitCode.UserError, await _session.Run("run", "influenza-usa", "--data", _session.Folder));
        Assert.Contains("error ND0001", _session.Error);
        Assert.Contains("run 'nimmgen data get influenza-usa'", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("data", "check", "influenza-usa"));
        Assert.Contains("error ND0023", _session.Error);
        Assert.Contains("run 'nimmgen data get influenza-usa'", _session.Error);
    }

    public void Dispose() => _session.Dispose();

    private static string SharedData()
    {
        string? root = Environment.GetEnvironmentVariable(DataRoot.Variable);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); root is null && folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "shared", "data");
            root = Directory.Exists(data) ? data : null;
        }

        Assert.SkipUnless(Directory.Exists(root), $"no data folder: set {DataRoot.Variable} or put shared/data beside the repository");
        return root!;
    }

    private Process Start((string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = _session.Folder };
        foreach (string argument in (string[])[Program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
