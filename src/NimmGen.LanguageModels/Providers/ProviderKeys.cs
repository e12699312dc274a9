using System.Collections.Immutable;

namespace NimmGen.LanguageModels;

/// <summary>Where keys come from: the environment, then the user-secrets file.</summary>
public sealed class ProviderKeys
{
    /// <summary>The environment of this process and the secrets file of this user.</summary>
    public static ProviderKeys System() => throw new NotSupportedException();

    /// <summary>Which keys are there, by name only.</summary>
    public ImmutableArray<KeyPresence> Present() => throw new NotSupportedException();
}

/// <summary>Whether a key is there.</summary>
/// <param name="Variable">Such as OPENAI_API_KEY.</param>
/// <param name="For">What it opens.</param>
/// <param name="Source">"environment", "user secrets", or null where there is none.</param>
public sealed record KeyPresence(string Variable, string For, string? Source);
