using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NimmGen.LanguageModels.Tests;

/// <summary>Anthropic's protocol, spoken with a server on loopback.</summary>
public sealed class AnthropicTests
{
    private const string Reply = "Susceptible, infectious, recovered: S → I → R.";

    [Fact]
    public async Task A_question_is_answered()
    {
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.SendAsync(c, 200, "text/event-stream", Answers.AnthropicEvents(Reply)));
        Answer answer = await Try.AskAsync($"anthropic:test-1@{server.Address}", Try.Options((ProviderKeys.OtherVariable, "key-of-the-local-server")) with { MaxOutputTokens = 777 });
        Try.Answered(Reply, answer);
        Assert.Equal((100L, 20L, 0L), (answer.Usage.Input, answer.Usage.Output, answer.Usage.Estimated));
        Assert.Equal("test-1", answer.Model);

        SeenRequest seen = Assert.Single(server.Seen);
        Assert.Equal("/v1/messages", seen.Path);
        Assert.Equal("key-of-the-local-server", seen.Headers["x-api-key"]);
        Assert.False(seen.Headers.ContainsKey("Authorization"));
        using var body = JsonDocument.Parse(seen.Body);
        Assert.Equal(777, body.RootElement.GetProperty("max_tokens").GetInt32());
        Assert.Contains("You are brief.", body.RootElement.GetProperty("system").ToString());
        Assert.Equal("user", Assert.Single(body.RootElement.GetProperty("messages").EnumerateArray()).GetProperty("role").GetString());
    }

    [Theory]
    [InlineData(401, "authentication_error", "invalid x-api-key", "NL0003")]
    [InlineData(404, "not_found_error", "model: test-1", "NL0005")]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the API", "NL0026")]
    [InlineData(400, "invalid_request_error", "prompt is too long", "NL0024")]
    [InlineData(429, "rate_limit_error", "too many requests", "NL0006")]
    [InlineData(529, "overloaded_error", "Overloaded", "NL0007")]
    [InlineData(500, "api_error", "Internal server error", "NL0007")]
    public async Task Its_errors_get_their_codes(int status, string type, string message, string code)
    {
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.SendAsync(c, status, "application/json", JsonSerializer.Serialize(new { type = "error", error = new { type, message } })));
        LanguageModelFailure failure = Try.Failed(await Try.AskAsync($"anthropic:test-1@{server.Root}", Try.Options()));
        Assert.Equal(code, failure.Code);
        Assert.Contains(message, failure.Diagnostic.Why);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData("error", "NL0007")]
    [InlineData("cut", "NL0009")]
    [InlineData("length", "NL0009")]
    [InlineData("refusal", "NL0024")]
    [InlineData("malformed", "NL0010")]
    public async Task A_reply_that_goes_wrong_on_the_way_gets_its_code(string how, string code)
    {
        string whole = Answers.AnthropicEvents(Reply, stop: how switch { "length" => "max_tokens", "refusal" => "refusal", _ => "end_turn" });
        string half = whole[..whole.IndexOf("event: content_block_stop", StringComparison.Ordinal)];
        string body = how switch
        {
            "error" => half + """event: error""" + "\n" + """data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""" + "\n\n",
            "cut" => half,
            "malformed" => half + "event: content_block_delta\ndata: {\"type\":\"content_block\n\n",
            _ => whole,
        };
        await using FakeServer server = await FakeServer.StartAsync((HttpContext c) => Answers.SendAsync(c, 200, "text/event-stream", body));
        LanguageModelFailure failure = Try.Failed(await Try.AskAsync($"anthropic:test-1@{server.Root}", Try.Options()));
        Assert.Equal(code, failure.Code);
        Assert.True(failure.Spent.Total > 0);
    }
}
