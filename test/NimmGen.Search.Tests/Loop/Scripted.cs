using System.Collections.Concurrent;
using NimmGen.LanguageModels;

namespace NimmGen.Search.Tests.Loop;

/// <summary>A language model that answers by a function of purpose and candidate, and keeps what it was asked.</summary>
internal sealed class Scripted(Func<string, int, string> reply, string name = "test:scripted") : IRespondent
{
    private readonly ConcurrentDictionary<(int Candidate, string Purpose), Ask> _asked = [];

    public string Name => name;

    /// <summary>Awaited before each answer.</summary>
    public Func<Ask, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>A failure instead of an answer, or null.</summary>
    public Func<string, int, LanguageModelFailure?> Failing { get; init; } = (_, _) => null;

    public IReadOnlyList<(int Candidate, string Purpose)> Questions => [.. _asked.Keys.Order()];

    public string System(string purpose, int candidate) => _asked[(candidate, purpose)].Messages[0].Text;

    public string User(string purpose, int candidate) => _asked[(candidate, purpose)].Messages[1].Text;

    /// <summary>Every prompt in order of candidate and purpose.</summary>
    public string Everything => string.Join("\n", Questions.Select(q => $"=== {q}\n{System(q.Purpose, q.Candidate)}\n---\n{User(q.Purpose, q.Candidate)}"));

    public async Task<Answer> AskAsync(Ask ask, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Assert.True(_asked.TryAdd((ask.Sample, ask.Purpose), ask), $"asked twice: {ask.Purpose} {ask.Sample}");
        await Before(ask);
        LanguageModelFailure? failure = Failing(ask.Purpose, ask.Sample);
        return new(failure is null ? reply(ask.Purpose, ask.Sample) : "", failure, new(1000, 100), 0.01m, "scripted-1", [], 1, false, TimeSpan.Zero);
    }
}
