using System.Collections.Immutable;

namespace NimmGen.Verify;

/// <summary>How thoroughly a model is judged.</summary>
public sealed record VerifierOptions
{
    /// <summary>Codes (NG2003) or checks (positivity) that are left out; see <see cref="Verifier.Checks"/>.</summary>
    public ImmutableHashSet<string> Without { get; init; } = [];

    /// <summary>Runs the model for the checks that need numbers; null leaves them out, and the verdict says so.</summary>
    public ISimulator? Simulator { get; init; }
}
