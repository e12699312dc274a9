using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace NimmGen.Data.Tests;

/// <summary>Getting files from a server that truncates, stalls and lies.</summary>
public sealed class FetchTests : IDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("date,cases\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"2021-01-01,{i}\n")));

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nimmgen-fetch-");
    private readonly List<FetchProgress> _progress = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Made => Path.Combine(_root.FullName, "town", "cases.csv");

    [Fact]
    public async Task A_file_is_read_tidied_checked_and_then_kept()
    {
        await using var server = new LyingServer((_, _, to, _) => LyingServer.Send(to, "200 OK", Content));
        Assert.Equal(FetchOutcome.Fetched, (await Get(server)).Outcome);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Made, Cancellation));
        Assert.Equal(FetchOutcome.Kept, (await Get(server)).Outcome);
        Assert.Single(server.Requests);
        Assert.Equal(["town"], _root.GetFileSystemInfos().Select(f => f.Name));
        Assert.Equal(Content.Length, _progress[^1].Received);
        Assert.Equal(Content.Length, _progress[^1].Expected);
    }

    [Fact]
    public async Task A_damaged_file_is_replaced()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Made)!);
        await File.WriteAllTextAsync(Made, "date,cases\n2021-01-01,damaged\n", Cancellation);
        await using var server = new LyingServer((_, _, to, _) => LyingServer.Send(to, "200 OK", Content));
        Assert.Equal(FetchOutcome.Fetched, (await Get(server)).Outcome);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Made, Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_answer_is_taken_up_where_it_ended(bool heedsRange)
    {
        const int Cut = 400;
        await using var server = new LyingServer(async (asked, number, to, stop) =>
        {
            if (number == 0)
            {
                await LyingServer.Head(to, "200 OK", $"Content-Length: {Content.Length}", "ETag: \"one\"");
                await to.WriteAsync(Content.AsMemory(0, Cut), stop);
            }
            else if (heedsRange)
            {
                Assert.Equal("\"one\"", asked.Headers["if-range"]);
                await LyingServer.Send(to, "206 Partial Content", Content[Cut..], $"Content-Range: bytes {Cut}-{Content.Length - 1}/{Content.Length}");
            }
            else
            {
                await LyingServer.Send(to, "200 OK", Content);
            }
        });
        Assert.Equal(FetchOutcome.Fetched, (await Get(server)).Outcome);
        Assert.Equal([null, $"bytes={Cut}-"], server.Requests.Select(r => r.Range));
        Assert.Contains(_progress, p => p.Note is { } note && note.Contains("from byte 400 on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_continue_the_beginning_is_begun_again()
    {
        await using var server = new LyingServer(async (_, number, to, stop) =>
        {
            if (number == 0)
            {
                await LyingServer.Head(to, "200 OK", $"Content-Length: {Content.Length}");
                await to.WriteAsync(Content.AsMemory(0, 400), stop);
            }
            else if (number == 1)
            {
                // It was asked for byte 400 and says that it sends byte 0.
                await LyingServer.Send(to, "206 Partial Content", Content, $"Content-Range: bytes 0-{Content.Length - 1}/{Content.Length}");
            }
            else
            {
                await LyingServer.Send(to, "200 OK", Content);
            }
        });
        Assert.Equal(FetchOutcome.Fetched, (await Get(server)).Outcome);
        Assert.Equal([null, "bytes=400-", null], server.Requests.Select(r => r.Range));
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_asked_again()
    {
        await using var server = new LyingServer(async (_, number, to, stop) =>
        {
            if (number == 0)
            {
                await LyingServer.Head(to, "200 OK", $"Content-Length: {Content.Length}");
                await to.WriteAsync(Content.AsMemory(0, 400), stop);
                await Task.Delay(Timeout.Infinite, stop);
            }

            await LyingServer.Send(to, "206 Partial Content", Content[400..], $"Content-Range: bytes 400-{Content.Length - 1}/{Content.Length}");
        });
        Assert.Equal(FetchOutcome.Fetched, (await Get(server, new() { Stall = TimeSpan.FromSeconds(0.5), Wait = TimeSpan.FromMilliseconds(1) })).Outcome);
        Assert.Contains(_progress, p => p.Note is { } note && note.StartsWith("nothing came for 0.5 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_and_not_for_ever()
    {
        await using var server = new LyingServer((_, number, to, _) => number < 2 ? LyingServer.Send(to, "503 Service Unavailable", []) : LyingServer.Send(to, "200 OK", Content));
        Assert.Equal(FetchOutcome.Fetched, (await Get(server)).Outcome);
        Assert.Equal(3, server.Requests.Count);

        await using var busy = new LyingServer((_, _, to, _) => LyingServer.Send(to, "429 Too Many Requests", []));
        File.Delete(Made);
        DataDiagnostic problem = Failed("ND0035", await Get(busy));
        Assert.Contains("429", problem.Got);
        Assert.Equal(5, busy.Requests.Count);
    }

    [Theory]
    [InlineData("wrong bytes", "ND0036", "SHA-256")]
    [InlineData("web page", "ND0036", "a web page instead of data")]
    [InlineData("too short a length", "ND0036", "SHA-256")]
    [InlineData("not there", "ND0035", "404")]
    [InlineData("forbidden", "ND0035", "403")]
    [InlineData("circle", "ND0035", "redirected more than five times")]
    [InlineData("too much", "ND0036", "more than 20,000 bytes")]
    [InlineData("too much, unsaid", "ND0036", "more than 20,000 bytes")]
    [InlineData("cut, unsaid", "ND0036", "SHA-256")]
    public async Task What_is_not_the_file_is_told_and_nothing_is_kept(string lie, string code, string got)
    {
        await using var server = new LyingServer(async (asked, number, to, stop) =>
        {
            switch (lie)
            {
                case "wrong bytes":
                    await LyingServer.Send(to, "200 OK", [.. Content[..^2], (byte)'8', (byte)'\n']);
                    break;
                case "web page":
                    await LyingServer.Send(to, "200 OK", "\n<!DOCTYPE html><html>Please log in</html>"u8.ToArray(), "Content-Type: text/csv");
                    break;
                case "too short a length":
                    await LyingServer.Head(to, "200 OK", "Content-Length: 100");
                    await to.WriteAsync(Content, stop);
                    break;
                case "not there":
                    await LyingServer.Send(to, "404 Not Found", "gone"u8.ToArray());
                    break;
                case "forbidden":
                    await LyingServer.Send(to, "403 Forbidden", []);
                    break;
                case "circle":
                    await LyingServer.Send(to, "302 Found", [], $"Location: /{number}");
                    break;
                case "too much":
                    await LyingServer.Head(to, "200 OK", "Content-Length: 9000000000");
                    break;
                case "too much, unsaid":
                    await LyingServer.Head(to, "200 OK");
                    await to.WriteAsync(new byte[30_000], stop);
                    break;
                default:
                    await LyingServer.Head(to, "200 OK");
                    await to.WriteAsync(Content.AsMemory(0, 400), stop);
                    break;
            }
        });
        DataDiagnostic problem = Failed(code, await Get(server));
        Assert.Contains(got, problem.Got);
        Assert.Contains(got == "SHA-256" ? "try again" : "By hand", problem.Fix);
        Assert.False(File.Exists(Made));
        Assert.InRange(server.Requests.Count, 1, lie == "circle" ? 6 : 1);
        if (lie == "wrong bytes")
        {
            Assert.Contains(Hash(Content), problem.Expected);
            Assert.Empty(_root.GetFileSystemInfos());
        }
    }

    [Fact]
    public async Task A_redirect_is_followed()
    {
        await using var server = new LyingServer((asked, _, to, _) => asked.Path == "/there" ? LyingServer.Send(to, "200 OK", Content) : LyingServer.Send(to, "302 Found", [], "Location: /there"));
        Assert.Equal(FetchOutcome.Fetched, (await Get(server)).Outcome);
    }

    [Fact]
    public async Task Stopped_by_hand_it_goes_on_later_where_it_was()
    {
        await using var server = new LyingServer(async (_, number, to, stop) =>
        {
            if (number == 0)
            {
                await LyingServer.Head(to, "200 OK", $"Content-Length: {Content.Length}");
                await to.WriteAsync(Content.AsMemory(0, 400), stop);
                await Task.Delay(Timeout.Infinite, stop);
            }

            await LyingServer.Send(to, "206 Partial Content", Content[400..], $"Content-Range: bytes 400-{Content.Length - 1}/{Content.Length}");
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fetcher(server, new()).Get(Card(), _root.FullName, p =>
        {
            if (p.Received == 400)
            {
                stop.Cancel();
            }
        }, stop.Token));
        Assert.False(File.Exists(Made));
        Assert.Equal(400, new FileInfo(Assert.Single(Directory.GetFiles(Path.Combine(_root.FullName, ".unfinished"), "*.part"))).Length);
        Assert.Equal(FetchOutcome.Fetched, (await Get(server)).Outcome);
        Assert.Equal([null, "bytes=400-"], server.Requests.Select(r => r.Range));
        Assert.Equal(["town"], _root.GetFileSystemInfos().Select(f => f.Name));
    }

    [Fact]
    public async Task Without_a_network_it_says_so_soon_and_how_to_do_it_by_hand()
    {
        var server = new LyingServer((_, _, _, _) => Task.CompletedTask);
        Uri gone = server.Address;
        await server.DisposeAsync();
        DataCard two = Card() with { Constants = [new("population", Ir.Unit.Of("people"), "census") { File = new("people.csv", Hash(Content)), Column = "people", LocationColumn = "place" }] };
        using HttpClient http = HttpFetch.Client();
        var fetcher = new DataFetcher(new() { Wait = TimeSpan.FromMilliseconds(1) }, TimeProvider.System, http, path => new(path, [new Uri(gone, path).AbsoluteUri], s => s[0], "as it is"));
        ImmutableArray<FetchedFile> files = await fetcher.Get(two, _root.FullName, _progress.Add, Cancellation);
        Assert.Equal(2, files.Length);
        Assert.All(files, f => Assert.Equal("ND0035", f.Problem?.Code));
        Assert.All(files, f => Assert.Contains("HTTPS_PROXY", f.Problem!.Fix));
        Assert.Contains($"copy town/cases.csv into {_root.FullName}", files[0].Problem!.Fix);
        Assert.Contains("after 3 tries", files[0].Problem!.Got);
        Assert.Equal(2, _progress.Count);
    }

    [Fact]
    public async Task A_mirror_gives_finished_files_and_is_not_believed_either()
    {
        await using var server = new LyingServer((asked, _, to, _) => LyingServer.Send(to, "200 OK", asked.Path == "/copy/town/cases.csv" ? Content : "other"u8.ToArray()));
        using HttpClient http = HttpFetch.Client();
        Task<ImmutableArray<FetchedFile>> From(string mirror) =>
            new DataFetcher(new() { Mirror = new Uri(server.Address, mirror) }, TimeProvider.System, http, _ => null).Get(Card(), _root.FullName, _progress.Add, Cancellation);
        Failed("ND0036", Assert.Single(await From("elsewhere/")));
        Assert.Equal(FetchOutcome.Fetched, Assert.Single(await From("copy/")).Outcome);
    }

    [Fact]
    public async Task A_file_that_no_program_can_fetch_is_described()
    {
        DataDiagnostic problem = Failed("ND0037", Assert.Single(await new DataFetcher(new(), TimeProvider.System).Get(Card() with { Source = "Ask the town." }, _root.FullName, _progress.Add, Cancellation)));
        Assert.Equal("Ask the town.", problem.Fix);
        Assert.Contains(Made, problem.Expected);
    }

    [Fact]
    public void The_cache_is_in_the_home_of_the_user_unless_said_otherwise()
    {
        string? Of(string? option, params (string Name, string Value)[] variables) => DataRoot.ForDownloads(option, n => variables.FirstOrDefault(v => v.Name == n).Value);
        string home = Path.GetFullPath("/home-of-anna");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "LOCALAPPDATA there");
        Assert.Equal(Path.Combine(home, ".cache", "nimmgen", "data"), Of(null, ("HOME", home)));
        Assert.Equal(Path.Combine("/caches", "nimmgen", "data"), Of(null, ("HOME", home), ("XDG_CACHE_HOME", "/caches")));
        Assert.Equal(Path.Combine(home, ".cache", "nimmgen", "data"), Of(null, ("HOME", home), ("XDG_CACHE_HOME", "relative")));
        Assert.Equal("mine", Of(null, ("HOME", home), (DataRoot.Variable, "mine")));
        Assert.Equal("option", Of("option", ("HOME", home), (DataRoot.Variable, "mine")));
        Assert.Null(Of(null));
    }

    [Fact]
    public async Task What_is_there_is_told()
    {
        DataCard bogota = Catalogue.Find("covid-bogota")!;
        string? Variable(string name) => name == "XDG_CACHE_HOME" ? _root.FullName : null;
        Assert.Equal(DataPlace.Absent, Availability.Of(bogota, null, Variable).Place);
        string cache = Path.Combine(_root.FullName, "nimmgen", "data");
        foreach ((string path, DataPlace place) in ((string, DataPlace)[])[("covid-bogota/covid_bogota_343d.csv", DataPlace.Partial), ("contact/population_age16_bogota_derived.csv", DataPlace.Partial), ("contact/contact_matrix_colombia_bogota_16x16.csv", DataPlace.Cached)])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(cache, path))!);
            await File.WriteAllTextAsync(Path.Combine(cache, path), "", Cancellation);
            Assert.Equal(place, Availability.Of(bogota, null, Variable).Place);
        }

        Assert.Equal(DataPlace.Present, Availability.Of(bogota, cache, Variable).Place);
        Assert.Equal(18_323 + 375 + 5_370, Availability.Of(bogota, cache, Variable).Bytes);
        Assert.Equal(DataPlace.Simulated, Availability.Of(Catalogue.Find("lung-cancer")!, null, Variable).Place);
        Assert.Equal(DataPlace.Program, Availability.Of(Catalogue.Default, null, Variable).Place);

        // Empty files are not the files of the card: reading says so, and how to get them again.
        ReadResult read = Catalogue.Read("covid-bogota", null, Variable);
        Assert.Null(read.Panel);
        Assert.Contains(read.Diagnostics, d => d.Code == "ND0016" && d.Fix.Contains("nimmgen data get covid-bogota", StringComparison.Ordinal));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static DataCard Card() => Catalogue.Default with { Name = "town", Title = "A town", Folder = "town", Data = new("cases.csv", Hash(Content)), Constants = [] };

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static DataDiagnostic Failed(string code, FetchedFile file)
    {
        Assert.Equal(FetchOutcome.Failed, file.Outcome);
        Assert.Equal(code, file.Problem!.Code);
        return file.Problem;
    }

    private static DataFetcher Fetcher(LyingServer server, FetchOptions options) =>
        new(options, TimeProvider.System, HttpFetch.Client(), path => new(path, [new Uri(server.Address, "raw.csv").AbsoluteUri], s => s[0], "as it is"));

    private async Task<FetchedFile> Get(LyingServer server, FetchOptions? options = null) =>
        Assert.Single(await Fetcher(server, options ?? new() { Wait = TimeSpan.FromMilliseconds(1), MostBytes = 20_000 }).Get(Card(), _root.FullName, _progress.Add, Cancellation));
}
