using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NimmGen.LanguageModels.Tests;

/// <summary>Everything that a server can do wrong, and what the user is told. The texts are in Snapshots/ServerFailures.txt.</summary>
public sealed class ServerFailureTests
{
    private const string Text = "A reply of some length, so that it comes in several events and can be cut in the middle of them.";

    private static readonly string Events = Answers.OpenAiEvents(Text);

    // Name, code, kind, whether another attempt may help, what the server does.
    private static readonly (string Name, string Code, FailureKind Kind, bool Retryable, Func<HttpContext, Task> Does)[] Streamed =
    [
        ("wrong key", "NL0003", FailureKind.Setup, false, c => Answers.ErrorAsync(c, 401, "Incorrect API key provided", "invalid_api_key")),
        ("forbidden", "NL0003", FailureKind.Setup, false, c => Answers.ErrorAsync(c, 403, "Your project has no access to this model")),
        ("no credit", "NL0026", FailureKind.Setup, false, c => Answers.ErrorAsync(c, 429, "You exceeded your current quota", "insufficient_quota")),
        ("payment", "NL0026", FailureKind.Setup, false, c => Answers.ErrorAsync(c, 402, "Insufficient credits")),
        ("unknown model", "NL0005", FailureKind.Setup, false, c => Answers.ErrorAsync(c, 404, "model 'test-1' not found, try pulling it first")),
        ("unknown model by code", "NL0005", FailureKind.Setup, false, c => Answers.ErrorAsync(c, 404, "The model does not exist", "model_not_found")),
        ("unknown path", "NL0004", FailureKind.Setup, false, c => Answers.SendAsync(c, 404, "text/plain", "404 page not found")),
        ("wrong method", "NL0004", FailureKind.Setup, false, c => Answers.SendAsync(c, 405, "text/plain", "")),
        ("redirect", "NL0004", FailureKind.Setup, false, c =>
        {
            c.Response.Headers.Location = "https://login.example.org/start?session=1234";
            return Answers.SendAsync(c, 302, "text/html", "<html>Moved</html>");
        }),
        ("too many requests", "NL0006", FailureKind.Provider, true, c => Answers.ErrorAsync(c, 429, "Rate limit reached for requests")),
        ("internal error", "NL0007", FailureKind.Provider, true, c => Answers.SendAsync(c, 500, "text/plain", "Internal Server Error")),
        ("bad gateway in HTML", "NL0007", FailureKind.Provider, true, c => Answers.SendAsync(c, 502, "text/html", "<html><title>502 Bad Gateway</title></html>")),
        ("refused request", "NL0024", FailureKind.Setup, false, c => Answers.ErrorAsync(c, 400, "This model's maximum context length is 8192 tokens, your messages have 9000")),
        ("web page", "NL0011", FailureKind.Setup, false, c => Answers.SendAsync(c, 200, "text/html", "<!DOCTYPE html><html><title>Welcome to our network</title></html>")),
        ("web page under another name", "NL0011", FailureKind.Setup, false, c => Answers.SendAsync(c, 200, "application/json", "\n<html>Sign in</html>")),
        ("no stream", "NL0010", FailureKind.Reply, true, c => Answers.SendAsync(c, 200, "application/json", Answers.OpenAiWhole(Text))),
        ("error with success", "NL0007", FailureKind.Provider, true, c => Answers.SendAsync(c, 200, "application/json", """{"error":{"message":"model is loading"}}""")),
        ("error event", "NL0007", FailureKind.Provider, true, c => Answers.SendAsync(c, 200, "text/event-stream", Half() + "data: {\"error\":{\"message\":\"CUDA out of memory\",\"code\":500}}\n\n")),
        ("malformed", "NL0010", FailureKind.Reply, true, c => Answers.SendAsync(c, 200, "text/event-stream", Half() + "data: {\"id\":\"c1\",\"choices\":[{\"delta\n\n")),
        ("another protocol", "NL0010", FailureKind.Reply, true, c => Answers.SendAsync(c, 200, "text/event-stream", "data: {\"response\":\"hello\"}\n\ndata: 17\n\n")),
        ("truncated", "NL0009", FailureKind.Reply, true, c => Answers.SendAsync(c, 200, "text/event-stream", Half())),
        ("dropped", "NL0007", FailureKind.Provider, true, async c =>
        {
            c.Response.ContentType = "text/event-stream";
            await c.Response.WriteAsync(Half());
            await c.Response.Body.FlushAsync();
            c.Abort();
        }),
        ("hung up at once", "NL0007", FailureKind.Provider, true, c =>
        {
            c.Abort();
            return Task.CompletedTask;
        }),
        ("empty", "NL0013", FailureKind.Reply, true, c => Answers.OpenAiAsync(c, "")),
        ("white space", "NL0013", FailureKind.Reply, true, c => Answers.OpenAiAsync(c, " \n ")),
        ("too many tokens", "NL0009", FailureKind.Reply, false, c => Answers.OpenAiAsync(c, Text, finish: "length")),
        ("filtered", "NL0024", FailureKind.Reply, false, c => Answers.OpenAiAsync(c, Text, finish: "content_filter")),
        ("five megabytes", "NL0012", FailureKind.Reply, false, async c =>
        {
            c.Response.ContentType = "text/event-stream";
            string some = Answers.OpenAiEvents(new string('x', 100_000), done: false, finish: null, usage: false, chunk: 5000);
            for (int i = 0; i < 50; i++)
            {
                await c.Response.WriteAsync(some, c.RequestAborted);
            }
        }),
    ];

    private static readonly (string Name, string Code, FailureKind Kind, bool Retryable, Func<HttpContext, Task> Does)[] Whole =
    [
        ("malformed", "NL0010", FailureKind.Reply, true, c => Answers.SendAsync(c, 200, "application/json", Answers.OpenAiWhole(Text)[..150])),
        ("another object", "NL0010", FailureKind.Reply, true, c => Answers.SendAsync(c, 200, "application/json", """{"choices":"none"}""")),
        ("web page", "NL0011", FailureKind.Setup, false, c => Answers.SendAsync(c, 200, "text/html", "<html>Welcome</html>")),
        ("error with success", "NL0007", FailureKind.Provider, true, c => Answers.SendAsync(c, 200, "application/json", """{"error":"no slot is free"}""")),
        ("truncated", "NL0007", FailureKind.Provider, true, async c =>
        {
            c.Response.ContentType = "application/json";
            c.Response.ContentLength = 100_000;
            await c.Response.WriteAsync(Answers.OpenAiWhole(Text));
            await c.Response.Body.FlushAsync();
            c.Abort();
        }),
        ("five megabytes", "NL0012", FailureKind.Reply, false, c => Answers.SendAsync(c, 200, "application/json", Answers.OpenAiWhole(new string('x', 5_000_000)))),
        ("fifty megabytes that are no reply", "NL0012", FailureKind.Reply, false, async c =>
        {
            c.Response.ContentType = "application/json";
            byte[] spaces = [.. Enumerable.Repeat((byte)' ', 1_000_000)];
            for (int i = 0; i < 50; i++)
            {
                await c.Response.Body.WriteAsync(spaces, c.RequestAborted);
            }
        }),
    ];

    public static TheoryData<string, bool> Cases => [.. Streamed.Select(s => (s.Name, true)), .. Whole.Select(s => (s.Name, false))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_gets_its_code(string name, bool stream)
    {
        (_, string code, FailureKind kind, bool retryable, Func<HttpContext, Task> does) = (stream ? Streamed : Whole).Single(s => s.Name == name);
        LanguageModelFailure failure = await AskAsync(does, stream);
        Assert.Equal((code, kind, retryable), (failure.Code, failure.Kind, failure.Retryable));
    }

    [Fact]
    public async Task What_is_told_is_as_accepted()
    {
        var told = new StringBuilder();
        foreach ((string name, _, _, _, Func<HttpContext, Task> does) in Streamed)
        {
            told.Append($"{name}\n{(await AskAsync(does, true)).Diagnostic}\n\n");
        }

        foreach ((string name, _, _, _, Func<HttpContext, Task> does) in Whole)
        {
            told.Append($"{name}, not streamed\n{(await AskAsync(does, false)).Diagnostic}\n\n");
        }

        Snapshot.Match("ServerFailures", told.ToString());
    }

    [Fact]
    public async Task A_reply_without_end_is_hung_up_on()
    {
        var hungUp = new TaskCompletionSource();
        await using FakeServer server = await FakeServer.StartAsync(async c =>
        {
            using CancellationTokenRegistration end = c.RequestAborted.Register(hungUp.SetResult);
            c.Response.ContentType = "text/event-stream";
            string some = Answers.OpenAiEvents(new string('x', 100_000), done: false, finish: null, usage: false, chunk: 5000);
            while (!c.RequestAborted.IsCancellationRequested)
            {
                await c.Response.WriteAsync(some, c.RequestAborted);
            }
        });
        using LanguageModel model = Try.Make("openai:test-1", Try.Options() with { BaseUrl = server.Address });
        LanguageModelFailure failure = Try.Failed(await model.AskAsync(new("", Try.Question), Try.Cancellation));
        Assert.Equal("NL0012", failure.Code);
        Assert.True(failure.Spent.Output > 0);
        await hungUp.Task.WaitAsync(TimeSpan.FromMinutes(1), Try.Cancellation);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using FakeServer elsewhere = await FakeServer.StartAsync(c => Answers.OpenAiAsync(c, Text));
        await using FakeServer server = await FakeServer.StartAsync(c =>
        {
            c.Response.Headers.Location = elsewhere.Address + "/chat/completions";
            return Answers.SendAsync(c, 307, "text/plain", "");
        });
        LanguageModelFailure failure = Try.Failed(await Try.AskAsync("openai:test-1", Try.Options((ProviderKeys.OtherVariable, "key-of-the-local-server")) with { BaseUrl = server.Address }));
        Assert.Equal("NL0004", failure.Code);
        Assert.Contains(elsewhere.Root, failure.Diagnostic.Why);
        Assert.Empty(elsewhere.Seen);
    }

    [Fact]
    public async Task A_slow_server_is_given_up_and_the_callers_cancellation_is_not_a_time_out()
    {
        await using FakeServer server = await FakeServer.StartAsync(async c =>
        {
            c.Response.ContentType = "text/event-stream";
            await c.Response.WriteAsync(Half());
            await c.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, c.RequestAborted);
        });
        ProviderOptions options = Try.Options() with { BaseUrl = server.Address, TimeOut = TimeSpan.FromMilliseconds(300) };
        LanguageModelFailure failure = Try.Failed(await Try.AskAsync("openai:test-1", options));
        Assert.Equal(("NL0008", FailureKind.Reply, true), (failure.Code, failure.Kind, failure.Retryable));
        Assert.Contains("0.3 s", failure.Diagnostic.Message);
        Assert.True(failure.Spent.Input > 0);

        using var cancel = new CancellationTokenSource();
        using LanguageModel model = Try.Make("openai:test-1", options with { TimeOut = TimeSpan.FromMinutes(1) });
        Task<Answer> asked = model.AskAsync(new("", Try.Question), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_at_once()
    {
        int port = FreePort();
        LanguageModelFailure failure = Try.Failed(await Try.AskAsync("openai:test-1", Try.Options() with { BaseUrl = $"http://127.0.0.1:{port}/v1", Retries = 5, RetryDelay = TimeSpan.FromSeconds(30), LongestRetryDelay = TimeSpan.FromMinutes(1) }));
        Assert.Equal(("NL0004", FailureKind.Setup, 1), (failure.Code, failure.Kind, failure.Attempts));
        Assert.Contains($"127.0.0.1:{port}", failure.Diagnostic.Message);
    }

    [Fact]
    public async Task What_speaks_no_http_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serve = Task.Run(async () =>
        {
            using TcpClient client = await listener.AcceptTcpClientAsync(Try.Cancellation);
            await client.GetStream().WriteAsync("SSH-2.0-OpenSSH_9.2\r\n\r\n"u8.ToArray(), Try.Cancellation);
        }, Try.Cancellation);
        LanguageModelFailure failure = Try.Failed(await Try.AskAsync("openai:test-1", Try.Options() with { BaseUrl = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1" }));
        await serve;
        Assert.Equal("NL0007", failure.Code);
        Assert.Contains("not HTTP", failure.Diagnostic.Why);
    }

    private static string Half() => Events[..Events.IndexOf("data:", Events.Length / 2, StringComparison.Ordinal)];

    private static async Task<LanguageModelFailure> AskAsync(Func<HttpContext, Task> does, bool stream)
    {
        await using FakeServer server = await FakeServer.StartAsync(does);
        Answer answer = await Try.AskAsync("openai:test-1", Try.Options() with { BaseUrl = server.Address, Stream = stream });
        LanguageModelFailure failure = Try.Failed(answer);
        // Ports differ from run to run.
        return failure with { Diagnostic = failure.Diagnostic with { Message = failure.Diagnostic.Message.Replace(server.Root, "http://server", StringComparison.Ordinal) } };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
