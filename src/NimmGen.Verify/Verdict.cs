using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Verify;

/// <summary>Something that holds for every parameter in its range and every reachable state.</summary>
/// <param name="Kind">conservation, positivity or units.</param>
/// <param name="Text">One line for the report.</param>
public sealed record Proof(string Kind, string Text)
{
    public override string ToString() => $"{Kind}: {Text}";
}

/// <summary>All that the verifier has to say about one model.</summary>
public sealed record Verdict(ImmutableArray<Diagnostic> Findings, ImmutableArray<Proof> Proofs)
{
    /// <summary>False where an error rejects the model; warnings do not.</summary>
    public bool Accepted => !Findings.Any(f => f.Severity == Severity.Error);
}
