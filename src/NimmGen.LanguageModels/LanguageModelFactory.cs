using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>What came of making a language model.</summary>
/// <param name="Model">Null where it failed, and for <c>none</c>.</param>
/// <param name="Failure">What is wrong with the specification, the options, the key or the cassette.</param>
/// <param name="Warnings">What the user should know before the first question.</param>
public sealed record LanguageModelResult(LanguageModel? Model, LanguageModelFailure? Failure, ImmutableArray<Diagnostic> Warnings);

/// <summary>From a specification and options to something that can be asked.</summary>
public static class LanguageModelFactory
{
    /// <summary>Makes the model that the text names; sends nothing yet.</summary>
    public static LanguageModelResult Create(string specification, ProviderOptions options) =>
        throw new NotSupportedException();
}
