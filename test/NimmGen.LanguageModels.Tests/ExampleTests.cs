using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace NimmGen.LanguageModels.Tests;

/// <summary>docs/examples/ask-server.py, run as a command against a server on loopback.</summary>
public sealed class ExampleTests
{
    private static readonly string Program = Path.Combine(Root.Folder, "docs", "examples", "ask-server.py");

    [Fact]
    public async Task It_passes_the_request_on_and_the_answer_back()
    {
        SkipWithoutPython();
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.SendAsync(c, 200, "application/json", Answers.OpenAiWhole("S → I → R.", "local-7b")));
        Answer answer = await Try.AskAsync($"exec:python3 '{Program}' {server.Address} local-7b", Try.Options() with { Temperature = 0.5f });
        Try.Answered("S → I → R.", answer);
        Assert.Equal(("local-7b", new TokenUsage(100, 20)), (answer.Model, answer.Usage));

        SeenRequest seen = Assert.Single(server.Seen);
        Assert.Equal("/v1/chat/completions", seen.Path);
        using var body = JsonDocument.Parse(seen.Body);
        Assert.Equal("local-7b", body.RootElement.GetProperty("model").GetString());
        Assert.Equal(0.5, body.RootElement.GetProperty("temperature").GetDouble());
        Assert.Equal(Try.Question, body.RootElement.GetProperty("messages")[1].GetProperty("content").GetString());
        Assert.False(body.RootElement.TryGetProperty("nimmgen", out _));
    }

    [Fact]
    public async Task It_says_what_is_wrong()
    {
        SkipWithoutPython();
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.ErrorAsync(c, 404, "model 'local-7b' not found"));
        LanguageModelFailure refused = Try.Failed(await Try.AskAsync($"exec:python3 '{Program}' {server.Address} local-7b", Try.Options()));
        Assert.Equal("NL0015", refused.Code);
        Assert.Contains("404", refused.Diagnostic.Why);
        Assert.Contains("not found", refused.Diagnostic.Why);
        LanguageModelFailure unused = Try.Failed(await Try.AskAsync($"exec:python3 '{Program}'", Try.Options()));
        Assert.Contains("usage: ask-server.py ADDRESS MODEL", unused.Diagnostic.Why);
    }

    private static void SkipWithoutPython()
    {
        try
        {
            using Process? python = Process.Start(new ProcessStartInfo("python3", "--version") { UseShellExecute = false, RedirectStandardOutput = true });
            python?.WaitForExit(10_000);
        }
        catch (Win32Exception)
        {
            Assert.Skip("this machine has no python3");
        }
    }
}
