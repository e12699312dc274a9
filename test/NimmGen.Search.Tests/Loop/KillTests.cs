using NimmGen.LanguageModels;

namespace NimmGen.Search.Tests.Loop;

/// <summary>A search that dies at a boundary of its store or of its language model, and goes on in another process.</summary>
public sealed class KillTests
{
    private const int Kills = 50;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_any_of_fifty_moments_and_resumed_a_run_ends_as_one_that_was_not()
    {
        RunConfiguration configuration = Searches.Eight;
        string whole = Searches.Told(await Searches.Run(new Scripted(Replies.Standard), configuration, Stop));
        var free = new Guillotine(int.MaxValue);
        await Live(free, configuration);
        Assert.InRange(free.Moments, 60, 200);

        var random = new Random(7);
        foreach (int moment in Enumerable.Range(1, free.Moments).OrderBy(_ => random.Next()).Take(Kills))
        {
            // Killed again while it resumes, in half of the cases.
            (RunRecord run, int deaths) = await Live(new(moment, again: random.Next(2) == 0 ? random.Next(1, 40) : int.MaxValue), configuration);
            Assert.True(deaths >= 1, $"not killed at {moment}");
            Assert.True(Searches.Told(run) == whole, $"killed at moment {moment} of {free.Moments}, the run ended otherwise");
        }
    }

    [Fact]
    public async Task What_was_answered_is_not_asked_again()
    {
        using var scratch = new Scratch();
        var first = new Scripted(Replies.Standard);
        var guillotine = new Guillotine(40);
        using (SqliteRunStore store = Searches.Create(scratch["run.nimm"], Searches.Eight))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Searches.Execute(new MortalStore(store, guillotine), first, Searches.Eight, Stop));
        }

        var second = new Scripted(Replies.Standard);
        using SqliteRunStore again = SqliteRunStore.Open(scratch["run.nimm"], write: true);
        HashSet<(int, string)> stored = [.. again.Load().Exchanges.Select(e => (e.Candidate, e.Purpose))];
        Assert.InRange(stored.Count, 5, 20);
        await Searches.Execute(again, second, Searches.Eight, Stop);
        Assert.DoesNotContain(second.Questions, q => stored.Contains(q));
        Assert.Subset(first.Questions.ToHashSet(), stored);
    }

    [Fact]
    public async Task Another_model_goes_on_where_the_first_one_stopped()
    {
        using var scratch = new Scratch();
        var broke = new LanguageModelFailure(FailureKind.Provider, new("NL0007", Ir.Severity.Error, Ir.Place.None, "the server failed"));
        var first = new Scripted(Replies.Standard, "test:first") { Failing = (_, number) => number >= 5 ? broke : null };
        using (SqliteRunStore store = Searches.Create(scratch["run.nimm"], Searches.Eight with { Author = "test:first" }))
        {
            SearchStoppedException stopped = await Assert.ThrowsAsync<SearchStoppedException>(() => Searches.Execute(store, first, Searches.Eight with { Author = "test:first" }, Stop));
            Assert.Equal("NL0007", stopped.Failure.Code);
            Assert.Equal(4, store.Load().Candidates.Length);
        }

        using SqliteRunStore again = SqliteRunStore.Open(scratch["run.nimm"], write: true);
        RunRecord run = await Searches.Execute(again, new Scripted(Replies.Standard, "test:second"), Searches.Eight with { Author = "test:second" }, Stop);
        Assert.Equal([.. Enumerable.Repeat("test:first", 4), .. Enumerable.Repeat("test:second", 4)], run.Candidates.Select(c => c.Author));
        Assert.Equal(["test:first", "test:second"], run.Sessions.Select(s => s.Configuration.Author));
        Assert.Equal("test:second", run.Configuration.Author);
        Assert.NotNull(run.Final);
    }

    // Lives as often as it takes, each time with what the last left behind.
    private static async Task<(RunRecord Run, int Deaths)> Live(Guillotine guillotine, RunConfiguration configuration)
    {
        using var scratch = new Scratch();
        string path = scratch["run.nimm"];
        Searches.Create(path, configuration).Dispose();
        for (int deaths = 0; ; deaths++)
        {
            using SqliteRunStore store = SqliteRunStore.Open(path, write: true);
            try
            {
                var model = new Scripted(Replies.Standard);
                return (await Searches.Execute(new MortalStore(store, guillotine), new MortalRespondent(model, guillotine), configuration, Stop), deaths);
            }
            catch (DeadException)
            {
                guillotine.Revive();
            }
        }
    }

    private sealed class DeadException() : Exception("this process was killed");

    /// <summary>Counts moments and ends the process at one of them: from then on nothing gets through.</summary>
    private sealed class Guillotine(int moment, int again = int.MaxValue)
    {
        private readonly Lock _lock = new();
        private int _at = moment;
        private int _next = again;
        private bool _dead;

        public int Moments { get; private set; }

        public void Pass()
        {
            lock (_lock)
            {
                _dead = _dead || ++Moments == _at;
                if (_dead)
                {
                    throw new DeadException();
                }
            }
        }

        public void Revive()
        {
            lock (_lock)
            {
                (_dead, Moments, _at, _next) = (false, 0, _next, int.MaxValue);
            }
        }
    }

    private sealed class MortalRespondent(IRespondent inner, Guillotine guillotine) : IRespondent
    {
        public string Name => inner.Name;

        public async Task<Answer> AskAsync(Ask ask, CancellationToken cancellation)
        {
            guillotine.Pass();
            Answer answer = await inner.AskAsync(ask, cancellation);
            guillotine.Pass();
            return answer;
        }
    }

    /// <summary>A moment before each call, and one after it: what is stored is stored, and nobody heard of it.</summary>
    private sealed class MortalStore(IRunStore inner, Guillotine guillotine) : IRunStore
    {
        public RunRecord Load()
        {
            guillotine.Pass();
            return inner.Load();
        }

        public void Begin(SessionRecord session) => Around(() => inner.Begin(session));

        public void Append(CandidateRecord candidate) => Around(() => inner.Append(candidate));

        public void Append(ExchangeRecord exchange) => Around(() => inner.Append(exchange));

        public void Finish(FinalRecord final) => Around(() => inner.Finish(final));

        public void Reopen() => Around(inner.Reopen);

        public void AddSeconds(double seconds) => Around(() => inner.AddSeconds(seconds));

        private void Around(Action action)
        {
            guillotine.Pass();
            action();
            guillotine.Pass();
        }
    }
}
