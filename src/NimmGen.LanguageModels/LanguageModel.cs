using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>A language model with its budget, cassette, retries and limits: an <see cref="IChatClient"/>, or simply <see cref="AskAsync"/>.</summary>
public sealed class LanguageModel : DelegatingChatClient
{
    private readonly ProviderOptions _options;
    private readonly string _model;

    internal LanguageModel(IChatClient inner, ModelSpecification specification, string model, Budget budget, ProviderOptions options)
        : base(inner)
    {
        Specification = specification;
        Budget = budget;
        _model = model;
        _options = options;
    }

    public ModelSpecification Specification { get; }

    /// <summary>Limits, and what has been used up of them.</summary>
    public Budget Budget { get; }

    /// <summary>Asks and answers; never throws but for cancellation by <paramref name="cancellationToken"/> and bugs.</summary>
    public async Task<Answer> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        long start = _options.Time.GetTimestamp();
        try
        {
            ChatResponse response = await GetResponseAsync(ask.Messages, AskOptions.From(ask, _options), cancellationToken);
            ReplyFacts facts = ReplyFacts.Of(response);
            return new(response.Text, null, facts.Usage, facts.Money, facts.Model, facts.Warnings, facts.Attempts, facts.FromCassette, _options.Time.GetElapsedTime(start));
        }
        catch (LanguageModelException e)
        {
            LanguageModelFailure failure = e.Failure;
            bool fromCassette = failure is { Kind: FailureKind.Reply, Attempts: 0 };
            return new("", failure, failure.Spent, failure.Money, _model, [], failure.Attempts, fromCassette, _options.Time.GetElapsedTime(start));
        }
    }
}
