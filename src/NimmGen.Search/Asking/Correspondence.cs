using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;
using NimmGen.LanguageModels;

namespace NimmGen.Search;

/// <summary>A question of an agent.</summary>
/// <param name="Candidate">The candidate that it is for.</param>
/// <param name="Purpose">Who asks.</param>
/// <param name="Prompt">What is sent.</param>
internal sealed record Question(int Candidate, string Purpose, Prompt Prompt)
{
    /// <summary>Of a reply that is to be JSON, for providers that can hold a model to it.</summary>
    public JsonElement? Schema { get; init; }
}

/// <summary>
/// Asks each question once a run: what is stored is not asked again, so a run that was killed goes on where it was,
/// also with another model. Answers are stored before anybody sees them.
/// </summary>
internal sealed class Correspondence
{
    private readonly ConcurrentDictionary<(int Candidate, string Purpose), ExchangeRecord> _known;
    private readonly IRespondent _respondent;
    private readonly IRunStore _store;

    public Correspondence(IRespondent respondent, IRunStore store, IEnumerable<ExchangeRecord> known)
    {
        _respondent = respondent;
        _store = store;
        _known = new(known.Select(e => KeyValuePair.Create((e.Candidate, e.Purpose), e)));
    }

    public string Author => _respondent.Name;

    /// <summary>What was answered; with <see cref="ExchangeRecord.Failure"/> where the reply is of no use.</summary>
    /// <exception cref="SearchStoppedException">Nothing can be answered until somebody acts.</exception>
    public async Task<ExchangeRecord> AskAsync(Question question, CancellationToken cancellation)
    {
        if (_known.TryGetValue((question.Candidate, question.Purpose), out ExchangeRecord? known))
        {
            return known;
        }

        Prompt prompt = question.Prompt;
        // The number of the candidate makes equal prompts different questions: zero-shot asks the same one again and again.
        var ask = new Ask(prompt.System, prompt.User, question.Purpose) { Sample = question.Candidate, Schema = question.Schema };
        Answer answer = await _respondent.AskAsync(ask, cancellation);
        if (answer.Failure is { Kind: not FailureKind.Reply } failure)
        {
            throw new SearchStoppedException(failure);
        }

        string reply = answer.Text.Length > ExchangeRecord.LongestReply ? answer.Text[..ExchangeRecord.LongestReply] : answer.Text;
        var exchange = new ExchangeRecord(
            question.Candidate,
            question.Purpose,
            prompt.Name,
            [.. ask.Messages.Select(m => new MessageRecord(m.Role == ChatRole.System ? "system" : "user", m.Text))],
            reply,
            answer.Failure is { } unusable ? $"{unusable.Code}: {unusable.Diagnostic.Message}" : null,
            answer.Model,
            answer.Usage.Input,
            answer.Usage.Output,
            answer.Usage.Estimated,
            answer.Money,
            answer.Attempts,
            answer.Elapsed.TotalSeconds);
        _store.Append(exchange);
        _known[(question.Candidate, question.Purpose)] = exchange;
        return exchange;
    }
}
