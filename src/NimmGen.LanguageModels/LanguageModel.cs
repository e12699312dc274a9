using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>A language model with its budget, cassette, retries and limits: an <see cref="IChatClient"/>, or simply <see cref="AskAsync"/>.</summary>
public sealed class LanguageModel : DelegatingChatClient
{
    internal LanguageModel(IChatClient inner, ModelSpecification specification, Budget budget)
        : base(inner)
    {
        Specification = specification;
        Budget = budget;
    }

    public ModelSpecification Specification { get; }

    /// <summary>Limits, and what has been used up of them.</summary>
    public Budget Budget { get; }

    /// <summary>Asks and answers; never throws but for cancellation by <paramref name="cancellationToken"/> and bugs.</summary>
    public Task<Answer> AskAsync(Ask ask, CancellationToken cancellationToken) => throw new NotSupportedException();
}
