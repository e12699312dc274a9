using System.Collections.Frozen;
using Microsoft.Extensions.AI;
using NimmGen.Ir;
using NimmGen.LanguageModels;

namespace NimmGen.Search;

/// <summary>Answers as a stored run was answered, by candidate and purpose, and notes where a question was another one then.</summary>
public sealed class RunRespondent : IRespondent
{
    private readonly FrozenDictionary<(int Candidate, string Purpose), ExchangeRecord> _known;
    private readonly Lock _lock = new();
    private readonly SortedSet<(int Candidate, string Purpose)> _changed = [];

    public RunRespondent(RunRecord run)
    {
        Name = run.Configuration.Author;
        _known = run.Exchanges.ToFrozenDictionary(e => (e.Candidate, e.Purpose));
    }

    public string Name { get; }

    /// <summary>Questions that are not, letter for letter, those of the stored run.</summary>
    public IReadOnlyList<(int Candidate, string Purpose)> Changed
    {
        get
        {
            lock (_lock)
            {
                return [.. _changed];
            }
        }
    }

    public Task<Answer> AskAsync(Ask ask, CancellationToken cancellation)
    {
        if (!_known.TryGetValue((ask.Sample, ask.Purpose), out ExchangeRecord? known))
        {
            var missing = new Diagnostic(
                "NG9007", Severity.Error, Place.None, $"the stored run has no reply for candidate {ask.Sample}, {ask.Purpose}",
                Why: "the search took another way than then", Fix: "replay with the version of nimmgen and on the kind of machine that the run was made with");
            return Task.FromResult(new Answer("", new(FailureKind.Setup, missing), TokenUsage.None, null, "", [], 0, true, TimeSpan.Zero));
        }

        if (!known.Messages.Select(m => m.Text).SequenceEqual(ask.Messages.Select((ChatMessage m) => m.Text)))
        {
            lock (_lock)
            {
                _changed.Add((ask.Sample, ask.Purpose));
            }
        }

        LanguageModelFailure? failure = known.Failure is { } text ? new(FailureKind.Reply, Stored(text)) : null;
        var usage = new TokenUsage(known.InputTokens, known.OutputTokens, Estimated: known.EstimatedTokens);
        return Task.FromResult(new Answer(known.Reply, failure, usage, known.Money, known.Model, [], known.Attempts, true, TimeSpan.FromSeconds(known.Seconds)));
    }

    // As Correspondence writes it: "NL0012: the reply is longer than ...".
    private static Diagnostic Stored(string text)
    {
        int colon = text.IndexOf(": ", StringComparison.Ordinal);
        return new(text[..colon], Severity.Error, Place.None, text[(colon + 2)..]);
    }
}
