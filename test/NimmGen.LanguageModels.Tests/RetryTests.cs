using Microsoft.AspNetCore.Http;

namespace NimmGen.LanguageModels.Tests;

/// <summary>What is tried again, after which wait, and how often.</summary>
public sealed class RetryTests
{
    private const string Reply = "S to I to R.";

    [Fact]
    public async Task The_server_says_how_long_to_wait()
    {
        var time = new HurryingTime();
        (Answer answer, int requests) = await AskAsync(time, 5, (c, n) =>
        {
            c.Response.Headers.RetryAfter = n == 1 ? "7" : time.GetUtcNow().AddSeconds(20).ToString("R");
            return n <= 2 ? Answers.ErrorAsync(c, 429, "slow down") : Answers.OpenAiAsync(c, Reply);
        });
        Try.Answered(Reply, answer);
        Assert.Equal((3, 3), (requests, answer.Attempts));
        Assert.Equal(2, time.Waits.Count);
        // Never before the time that is named, at most a tenth after it; a date has whole seconds.
        Assert.InRange(time.Waits[0].TotalSeconds, 7, 7.7);
        Assert.InRange(time.Waits[1].TotalSeconds, 19, 22);
    }

    [Fact]
    public async Task Waits_double_with_jitter_that_the_seed_decides()
    {
        var waits = new List<double[]>();
        foreach (int seed in (int[])[1, 1, 2])
        {
            var time = new HurryingTime();
            (Answer answer, int requests) = await AskAsync(time, 4, (c, _) => Answers.SendAsync(c, 503, "text/plain", "busy"), seed);
            LanguageModelFailure failure = Try.Failed(answer);
            Assert.Equal(("NL0007", 5, 5), (failure.Code, failure.Attempts, requests));
            Assert.Contains("5 in all", failure.Diagnostic.Why);
            waits.Add([.. time.Waits.Select(w => w.TotalSeconds)]);
        }

        Assert.Equal(waits[0], waits[1]);
        Assert.NotEqual(waits[0], waits[2]);
        Assert.All(waits, w => Assert.Equal(4, w.Length));
        // Polly's decorrelated jitter: about doubling, never over the longest.
        Assert.All(waits, w => Assert.InRange(w.Sum(), 2, 120));
        Assert.All(waits, w => Assert.True(w[3] > w[0], string.Join(' ', w)));
    }

    [Fact]
    public async Task A_wait_that_is_too_long_ends_the_question()
    {
        var time = new HurryingTime();
        (Answer answer, int requests) = await AskAsync(time, 5, (c, _) =>
        {
            c.Response.Headers.RetryAfter = "3600";
            return Answers.ErrorAsync(c, 429, "come back in an hour");
        });
        LanguageModelFailure failure = Try.Failed(answer);
        Assert.Equal(("NL0006", 1), (failure.Code, requests));
        Assert.Contains("3,600 s", failure.Diagnostic.Why);
        Assert.Empty(time.Waits);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("Wed, 25 Nov 2020 12:00:00 GMT")]
    [InlineData("1e400")]
    public async Task Nonsense_in_the_header_is_not_waited_for(string retryAfter)
    {
        var time = new HurryingTime();
        (Answer answer, _) = await AskAsync(time, 1, (c, n) =>
        {
            c.Response.Headers.RetryAfter = retryAfter;
            return n == 1 ? Answers.ErrorAsync(c, 429, "slow down") : Answers.OpenAiAsync(c, Reply);
        });
        Try.Answered(Reply, answer);
        Assert.InRange(Assert.Single(time.Waits).TotalSeconds, 0.1, 10);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task What_would_fail_again_is_not_tried_again(int status)
    {
        (Answer answer, int requests) = await AskAsync(new HurryingTime(), 5, (c, _) => Answers.ErrorAsync(c, status, "no"));
        Assert.Equal((1, 1), (requests, Try.Failed(answer).Attempts));
    }

    [Fact]
    public async Task Tokens_of_lost_attempts_are_counted()
    {
        string cut = Answers.OpenAiEvents(new string('y', 400), finish: null, usage: false, done: false);
        (Answer answer, int requests) = await AskAsync(new HurryingTime(), 3, (c, n) => n < 3 ? Answers.SendAsync(c, 200, "text/event-stream", cut) : Answers.OpenAiAsync(c, Reply));
        Try.Answered(Reply, answer);
        Assert.Equal((3, 3), (requests, answer.Attempts));
        // 100 and 20 are those of the third, by the server.
        Assert.Equal(20 + (2 * TokenEstimator.Count(new string('y', 400))), answer.Usage.Output);
        Assert.Equal(answer.Usage.Total - 120, answer.Usage.Estimated);
        Assert.True(answer.Usage.Input > 120);
    }

    private static async Task<(Answer Answer, int Requests)> AskAsync(HurryingTime time, int retries, Func<HttpContext, int, Task> answer, int seed = 0)
    {
        await using FakeServer server = await FakeServer.StartAsync(answer);
        ProviderOptions options = Try.Options() with
        {
            BaseUrl = server.Address,
            Retries = retries,
            RetryDelay = TimeSpan.FromSeconds(2),
            Seed = seed,
            Time = time,
            // Longer than what the clock hurries through.
            TimeOut = TimeSpan.FromHours(2),
        };
        Answer got = await Try.AskAsync("openai:test-1", options);
        return (got, server.Seen.Count);
    }
}
