using NimmGen.LanguageModels;

namespace NimmGen.Search;

/// <summary>Whoever answers an agent's question: a language model, a cassette, or a run that was stored.</summary>
public interface IRespondent
{
    /// <summary>As in <c>--llm</c>, such as "openai:gpt-4.1".</summary>
    string Name { get; }

    /// <summary>Answers; never throws but for cancellation.</summary>
    Task<Answer> AskAsync(Ask ask, CancellationToken cancellation);
}

/// <summary>A language model of a provider.</summary>
public sealed class ProviderRespondent(LanguageModel model) : IRespondent
{
    public string Name => model.Specification.ToString()!;

    public Task<Answer> AskAsync(Ask ask, CancellationToken cancellation) => model.AskAsync(ask, cancellation);
}
