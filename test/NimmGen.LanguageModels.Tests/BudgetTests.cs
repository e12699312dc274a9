namespace NimmGen.LanguageModels.Tests;

/// <summary>What may be used up, and what happens when it is.</summary>
public sealed class BudgetTests
{
    private const string Reply = "S to I to R.";

    public static TheoryData<string> Nothing => ["calls", "tokens", "money", "time"];

    [Theory]
    [MemberData(nameof(Nothing))]
    public async Task A_budget_of_zero_asks_nothing(string what)
    {
        BudgetLimits limits = what switch
        {
            "calls" => new(Calls: 0),
            "tokens" => new(Tokens: 0),
            "money" => new(Money: 0),
            _ => new(Wall: TimeSpan.Zero),
        };
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.OpenAiAsync(c, Reply));
        using LanguageModel model = Make(server, limits);
        Answer answer = await model.AskAsync(new("", Try.Question), Try.Cancellation);
        LanguageModelFailure failure = Try.Failed(answer);
        Assert.Equal(("NL0014", FailureKind.Budget, 0), (failure.Code, failure.Kind, failure.Attempts));
        Assert.Contains("resume with a larger budget", failure.Diagnostic.Fix);
        Assert.Empty(server.Seen);
        Assert.Equal((0, 0L), (model.Budget.Spent.Calls, model.Budget.Spent.Tokens));
    }

    [Fact]
    public async Task A_run_stops_and_goes_on_with_more()
    {
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.OpenAiAsync(c, Reply));
        BudgetSpent spent;
        using (LanguageModel model = Make(server, new(Calls: 3)))
        {
            for (int i = 0; i < 3; i++)
            {
                Try.Answered(Reply, await model.AskAsync(new("", Try.Question), Try.Cancellation));
            }

            Assert.Contains("3 of 3 calls", Try.Failed(await model.AskAsync(new("", Try.Question), Try.Cancellation)).Diagnostic.Message);
            spent = model.Budget.Spent;
        }

        Assert.Equal((3, 300L, 60L, 0L), (spent.Calls, spent.InputTokens, spent.OutputTokens, spent.EstimatedTokens));
        // 40 tokens at 2 dollars, 60 from the cache at 0.5, 20 of the reply at 8, a million at a time.
        Assert.Equal(3 * (40 * 2m + 60 * 0.5m + 20 * 8m) / 1_000_000, spent.Money);

        using LanguageModel more = Make(server, new(Calls: 4), spent);
        Try.Answered(Reply, await more.AskAsync(new("", Try.Question), Try.Cancellation));
        Assert.Equal("NL0014", Try.Failed(await more.AskAsync(new("", Try.Question), Try.Cancellation)).Code);
        Assert.Equal(4, server.Seen.Count);
        Assert.Equal(4, more.Budget.Spent.Calls);
    }

    [Fact]
    public async Task Tokens_and_money_end_it_too()
    {
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.OpenAiAsync(c, Reply));
        using LanguageModel tokens = Make(server, new(Tokens: 200));
        Try.Answered(Reply, await tokens.AskAsync(new("", Try.Question), Try.Cancellation));
        Try.Answered(Reply, await tokens.AskAsync(new("", Try.Question), Try.Cancellation));
        Assert.Contains("240 of 200 tokens", Try.Failed(await tokens.AskAsync(new("", Try.Question), Try.Cancellation)).Diagnostic.Message);

        using LanguageModel money = Make(server, new(Money: 0.0005m));
        Try.Answered(Reply, await money.AskAsync(new("", Try.Question), Try.Cancellation));
        Try.Answered(Reply, await money.AskAsync(new("", Try.Question), Try.Cancellation));
        Assert.Contains("0.0005 US dollars", Try.Failed(await money.AskAsync(new("", Try.Question), Try.Cancellation)).Diagnostic.Message);
    }

    [Fact]
    public async Task A_question_on_the_way_ends_with_the_time()
    {
        await using FakeServer server = await FakeServer.StartAsync(c => Task.Delay(Timeout.Infinite, c.RequestAborted));
        using LanguageModel model = Make(server, new(Wall: TimeSpan.FromMilliseconds(300)));
        LanguageModelFailure failure = Try.Failed(await model.AskAsync(new("", Try.Question), Try.Cancellation));
        Assert.Equal(("NL0014", 1), (failure.Code, failure.Attempts));
        Assert.Equal(1, model.Budget.Spent.Calls);
        Assert.True(model.Budget.Spent is { EstimatedTokens: > 0, Wall.TotalMilliseconds: >= 300 });
    }

    [Fact]
    public async Task Questions_at_once_do_not_pass_the_limit()
    {
        await using FakeServer server = await FakeServer.StartAsync(c => Answers.OpenAiAsync(c, Reply));
        using LanguageModel model = Make(server, new(Calls: 5));
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => model.AskAsync(new Ask("", $"{i}"), Try.Cancellation)));
        Assert.Equal((5, 15), (answers.Count(a => a.Failure is null), answers.Count(a => a.Failure?.Code == "NL0014")));
        Assert.Equal(5, server.Seen.Count);
    }

    [Fact]
    public async Task At_most_so_many_requests_are_on_their_way()
    {
        int now = 0, most = 0;
        var turn = new Lock();
        var three = new TaskCompletionSource();
        await using FakeServer server = await FakeServer.StartAsync(async c =>
        {
            lock (turn)
            {
                most = Math.Max(most, ++now);
                if (now == 3)
                {
                    three.TrySetResult();
                }
            }

            // Nobody is answered before three are here, and each is then given the time to be joined by a fourth.
            await three.Task.WaitAsync(c.RequestAborted);
            await Task.Delay(20, c.RequestAborted);
            lock (turn)
            {
                now--;
            }

            await Answers.OpenAiAsync(c, Reply);
        });
        using LanguageModel model = Try.Make("openai:test-1", Try.Options() with { BaseUrl = server.Address, Concurrency = 3 });
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => model.AskAsync(new Ask("", $"{i}"), Try.Cancellation)));
        Assert.All(answers, a => Assert.Null(a.Failure));
        Assert.Equal(3, most);
    }

    [Fact]
    public void A_limit_in_money_needs_a_price()
    {
        ProviderOptions options = Try.Options() with { BaseUrl = "http://localhost:1/v1", Limits = new(Money: 5) };
        Assert.Equal("NL0021", Try.Broken("openai:test-1", options).Code);
        Assert.Equal("NL0021", Try.Broken("openai:gpt-4.1", options).Code);
        Assert.Equal("NL0021", Try.Broken("exec:cat", options with { BaseUrl = null }).Code);
        using LanguageModel known = Try.Make("openai:gpt-4.1-2025-04-14", options with { BaseUrl = null, Keys = ProviderKeys.From(v => v == ProviderKeys.OpenAiVariable ? "a-key" : null) });
    }

    [Theory]
    [InlineData("nothing of the kind", "line 1")]
    [InlineData("""{"gpt": 1}""", "\"models\"")]
    [InlineData("""{"models": {"gpt": 1}}""", "\"gpt\"")]
    [InlineData("""{"models": {"gpt": {"input": 1}}}""", "\"output\"")]
    [InlineData("""{"models": {"gpt": {"input": -1, "output": 1}}}""", "-1")]
    [InlineData("""{"models": {"gpt": {"input": 1, "output": "two"}}}""", "two")]
    public void A_price_table_that_cannot_be_read_says_where(string text, string where)
    {
        using var folder = new TemporaryFolder();
        LanguageModelFailure failure = Try.Broken("exec:cat", Try.Options() with { PriceFile = folder.Write("prices.json", text) });
        Assert.Equal("NL0021", failure.Code);
        Assert.Contains(where, failure.Diagnostic.Why);
        Assert.Equal("NL0021", Try.Broken("exec:cat", Try.Options() with { PriceFile = Path.Combine(folder.Root, "none.json") }).Code);
    }

    private static LanguageModel Make(FakeServer server, BudgetLimits limits, BudgetSpent? spent = null)
    {
        using var folder = new TemporaryFolder();
        string prices = folder.Write("prices.json", """{ "models": { "test-1": { "input": 2, "cachedInput": 0.5, "output": 8 } } }""");
        return Try.Make("openai:test-1", Try.Options() with { BaseUrl = server.Address, Limits = limits, Spent = spent ?? BudgetSpent.Nothing, PriceFile = prices });
    }
}
