using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Verify;

/// <summary>Something that holds for every parameter in its range and every reachable state.</summary>
/// <param name="Kind">conservation, positivity, fractions, units, identifiability or roles.</param>
/// <param name="Text">One line for the report.</param>
public sealed record Proof(string Kind, string Text)
{
    public override string ToString() => $"{Kind}: {Text}";
}

/// <summary>All that the verifier has to say about one model.</summary>
public sealed record Verdict(ImmutableArray<Diagnostic> Findings, ImmutableArray<Proof> Proofs)
{
    /// <summary>What was not looked at and why, one line each: no kernel, no simulator, an earlier error.</summary>
    public ImmutableArray<string> NotChecked { get; init; } = [];

    /// <summary>False where an error rejects the model; warnings do not.</summary>
    public bool Accepted => !Findings.Any(f => f.Severity == Severity.Error);
}
