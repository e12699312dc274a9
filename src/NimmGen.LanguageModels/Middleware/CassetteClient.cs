using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>Answers from a cassette, and records into it what others answered. Replies that were of no use are recorded too.</summary>
/// <param name="inner">Whoever is asked where the cassette has nothing.</param>
/// <param name="cassette">The file.</param>
/// <param name="mode">Whether anything is asked.</param>
/// <param name="endpoint">Who is asked; null where any recorded reply will do.</param>
/// <param name="redactor">Prompts may repeat a key too.</param>
internal sealed class CassetteClient(IChatClient inner, Cassette cassette, CassetteMode mode, Endpoint? endpoint, Redactor redactor) : Middleware(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CassetteQuestion question = CassetteQuestion.Of(messages, options);
        if (cassette.Find(question, endpoint) is { } known)
        {
            return Replayed(known);
        }

        if (mode == CassetteMode.Replay || endpoint is null)
        {
            throw new LanguageModelException(CassetteFailures.Missing(cassette.File, cassette.Nearest(question, endpoint)));
        }

        CassetteEntry asked, kept;
        try
        {
            ChatResponse response = await InnerClient.GetResponseAsync(messages, options, cancellationToken);
            ReplyFacts facts = ReplyFacts.Of(response);
            asked = Entry(question, endpoint, facts.Model, facts.Usage, facts.Money) with { Reply = response.Text, Warnings = facts.Warnings };
            kept = cassette.Add(question, endpoint, asked);
            return ReferenceEquals(asked, kept) ? response : Replayed(kept);
        }
        catch (LanguageModelException e) when (e.Failure is { Kind: FailureKind.Reply, Attempts: > 0 })
        {
            asked = Entry(question, endpoint, endpoint.Model, e.Failure.Spent, e.Failure.Money) with { Failure = CassetteFailure.Of(e.Failure.Diagnostic) };
            kept = cassette.Add(question, endpoint, asked);
            if (ReferenceEquals(asked, kept))
            {
                throw;
            }

            return Replayed(kept);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cassette.Dispose();
        }

        base.Dispose(disposing);
    }

    private CassetteEntry Entry(CassetteQuestion question, Endpoint endpoint, string answeredBy, TokenUsage usage, decimal? money) => new(
        question.Hash, endpoint.Provider, endpoint.Address, endpoint.Model, question.Sample, question.Purpose,
        [.. question.Messages.Select(m => new CassetteMessage(m.Role, redactor.Clean(m.Text)))], answeredBy, usage, [], question.Temperature, question.MaxOutputTokens, question.Schema, money);

    private static ChatResponse Replayed(CassetteEntry entry) =>
        entry.Failure is { } failure
            ? throw new LanguageModelException(failure.Told(entry.Usage, entry.Money))
            : new ReplyFacts(entry.Provider, entry.Model, entry.AnsweredBy, entry.Usage) { Warnings = entry.Warnings, Money = entry.Money, Attempts = 0, FromCassette = true }.ToResponse(entry.Reply ?? "");
}
