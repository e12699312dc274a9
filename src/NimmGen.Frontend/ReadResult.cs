using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Frontend;

/// <summary>What a file says.</summary>
/// <param name="Models">One mechanism a class, in the file's order; empty where there is an error.</param>
/// <param name="Diagnostics">Everything that is wrong, in the order of the lines.</param>
public sealed record ReadResult(ImmutableArray<MechanismIr> Models, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The networks of the file, in its order. One beside a model predicts its neural parameters, and is part of it.</summary>
    public ImmutableArray<NetworkIr> Networks { get; init; } = [];

    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);
}
