using System.Text.Json;
using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels.Tests;

/// <summary>The OpenAI protocol, spoken with a server on loopback.</summary>
public sealed class OpenAiTests
{
    private const string Reply = "From class to class, by contact; about two days after infection.\nThen beds fill: S → I → R.";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_is_answered(bool stream)
    {
        await using FakeServer server = await FakeServer.StartAsync(c => stream ? Answers.OpenAiAsync(c, Reply) : Answers.SendAsync(c, 200, "application/json", Answers.OpenAiWhole(Reply)));
        var told = new List<ReplyProgress>();
        ProviderOptions options = Try.Options((ProviderKeys.OtherVariable, "key-of-the-local-server")) with
        {
            BaseUrl = server.Address,
            Stream = stream,
            Temperature = 0.25f,
            MaxOutputTokens = 777,
            Progress = new Immediate(told),
        };
        Answer answer = await Try.AskAsync("openai:test-1", options);
        Try.Answered(Reply, answer);
        Assert.Equal(new TokenUsage(100, 20, stream ? 60 : 0), answer.Usage);
        Assert.Equal(("test-1", 1, false), (answer.Model, answer.Attempts, answer.FromCassette));
        Assert.Null(answer.Money);
        Assert.Empty(answer.Warnings);
        Assert.Equal(new ReplyProgress("modelling", Reply.Length), told[^1]);

        SeenRequest seen = Assert.Single(server.Seen);
        Assert.Equal("/v1/chat/completions", seen.Path);
        Assert.Equal("Bearer key-of-the-local-server", seen.Headers["Authorization"]);
        using var body = JsonDocument.Parse(seen.Body);
        JsonElement root = body.RootElement;
        Assert.Equal("test-1", root.GetProperty("model").GetString());
        Assert.Equal(777, root.GetProperty("max_tokens").GetInt32());
        Assert.False(root.TryGetProperty("max_completion_tokens", out _));
        Assert.Equal(0.25, root.GetProperty("temperature").GetDouble());
        Assert.Equal(["system", "user"], root.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        Assert.Contains(Try.Question, seen.Body);
        Assert.Equal(stream, root.TryGetProperty("stream", out JsonElement streams) && streams.GetBoolean());
        Assert.DoesNotContain("nimmgen", seen.Body);
    }

    [Fact]
    public async Task No_key_is_sent_where_there_is_none_for_the_address()
    {
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.OpenAiAsync(c, Reply));
        Try.Answered(Reply, await Try.AskAsync($"openai:test-1@{server.Address}", Try.Options((ProviderKeys.OpenAiVariable, "key-for-openai-alone"))));
        Assert.False(Assert.Single(server.Seen).Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Tokens_that_the_server_does_not_count_are_estimated()
    {
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.OpenAiAsync(c, Reply, usage: false));
        Answer answer = await Try.AskAsync("openai:test-1", Try.Options() with { BaseUrl = server.Address });
        Try.Answered(Reply, answer);
        Assert.InRange(answer.Usage.Input, 10, 40);
        Assert.InRange(answer.Usage.Output, 15, 40);
        Assert.Equal(answer.Usage.Total, answer.Usage.Estimated);
    }

    [Theory]
    [InlineData("another", true)]
    [InlineData("test-1-mini", true)]
    [InlineData("test-1-2026-05-14", false)]
    [InlineData("models/test-1.gguf", false)]
    [InlineData("test-1:latest", false)]
    [InlineData("", false)]
    public async Task Another_model_is_told(string answered, bool warned)
    {
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.OpenAiAsync(c, Reply, answered));
        Answer answer = await Try.AskAsync("openai:test-1", Try.Options() with { BaseUrl = server.Address });
        Try.Answered(Reply, answer);
        Assert.Equal(answered.Length > 0 ? answered : "test-1", answer.Model);
        Assert.Equal(warned ? ["NL0020"] : [], answer.Warnings.Select(w => w.Code));
    }

    [Fact]
    public async Task A_schema_is_sent_and_left_out_where_it_is_refused()
    {
        await using FakeServer server = await FakeServer.StartAsync((c, _) => Answers.OpenAiAsync(c, """{"accept":true}"""));
        await using FakeServer refusing = await FakeServer.StartAsync((c, n) => n == 1
            ? Answers.ErrorAsync(c, 400, "Unknown parameter: response_format")
            : Answers.OpenAiAsync(c, """{"accept":true}"""));
        var ask = new Ask("You judge.", Try.Question) { Schema = JsonReply.Schema<Judgement>() };
        foreach (FakeServer s in (FakeServer[])[server, refusing])
        {
            using LanguageModel model = Try.Make("openai:test-1", Try.Options() with { BaseUrl = s.Address });
            for (int i = 0; i < 2; i++)
            {
                Answer answer = await model.AskAsync(ask, Try.Cancellation);
                Assert.True(JsonReply.Read<Judgement>(answer.Text).Value?.Accept);
            }
        }

        Assert.Equal([true, true], server.Seen.Select(s => s.Body.Contains("json_schema", StringComparison.Ordinal)));
        Assert.Equal([true, false, false], refusing.Seen.Select(s => s.Body.Contains("json_schema", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_caller_that_streams_gets_the_checked_reply()
    {
        await using FakeServer server = await FakeServer.StartAsync((c, n) => Answers.OpenAiAsync(c, Reply, finish: n == 1 ? "stop" : null));
        using LanguageModel model = Try.Make("openai:test-1", Try.Options() with { BaseUrl = server.Address });
        var text = new List<string>();
        await foreach (ChatResponseUpdate update in model.GetStreamingResponseAsync(Try.Question, cancellationToken: Try.Cancellation))
        {
            text.Add(update.Text);
        }

        Assert.Equal(Reply, string.Concat(text));
        LanguageModelException cut = await Assert.ThrowsAsync<LanguageModelException>(() => model.GetResponseAsync(Try.Question, cancellationToken: Try.Cancellation));
        Assert.Equal("NL0009", cut.Failure.Code);
    }

    private sealed record Judgement(bool Accept);

    private sealed class Immediate(List<ReplyProgress> told) : IProgress<ReplyProgress>
    {
        public void Report(ReplyProgress value) => told.Add(value);
    }
}
