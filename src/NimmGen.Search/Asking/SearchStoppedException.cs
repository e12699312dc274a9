using NimmGen.LanguageModels;

namespace NimmGen.Search;

/// <summary>The search cannot go on until somebody acts: no key, no provider, no budget left. Everything so far is stored.</summary>
public sealed class SearchStoppedException(LanguageModelFailure failure) : Exception(failure.Diagnostic.ToString())
{
    public LanguageModelFailure Failure { get; } = failure;
}
