namespace NimmGen.Search.Tests.Loop;

public sealed class JobsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_ends_first_the_result_is_the_same()
    {
        RunConfiguration wide = Searches.Eight with { Round = 4 };
        string whole = Searches.Told(await Searches.Run(new Scripted(Replies.Standard), wide with { Jobs = 1 }, Stop));
        for (int seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            var model = new Scripted(Replies.Standard) { Before = _ => Yield(random) };
            Assert.Equal(whole, Searches.Told(await Searches.Run(model, wide with { Jobs = 1 + seed % 4 }, Stop)));
        }
    }

    [Fact]
    public async Task A_round_is_in_flight_at_once_while_the_model_is_thinking()
    {
        var all = new TaskCompletionSource();
        int waiting = 0;

        // Nobody is answered before four have asked: one after the other would wait for ever.
        var model = new Scripted(Replies.Standard)
        {
            Before = ask => ask.Purpose != "modelling" || ask.Sample > 4 ? Task.CompletedTask : Interlocked.Increment(ref waiting) == 4 ? Task.Run(all.SetResult) : all.Task,
        };
        RunRecord run = await Searches.Run(model, Searches.Eight with { Round = 4, Jobs = 1, Iterations = 4 }, Stop).WaitAsync(TimeSpan.FromMinutes(2), Stop);
        Assert.Equal(4, run.Candidates.Length);
    }

    // Lets others go first, a random number of times.
    private static async Task Yield(Random random)
    {
        int times;
        lock (random)
        {
            times = random.Next(300);
        }

        for (int i = 0; i < times; i++)
        {
            await Task.Yield();
        }
    }
}
