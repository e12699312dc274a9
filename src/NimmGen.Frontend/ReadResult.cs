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

    /// <summary>The same where there is one model; several are an error, since nothing says which of them is meant.</summary>
    /// <param name="fileName">As it should stand in the diagnostic.</param>
    public ReadResult AsOneModel(string fileName) => Models.Length < 2
        ? this
        : new([], Diagnostics.Add(new(
            "NG0001", Severity.Error, Models[1].Symbols.Select(s => s.Place).FirstOrDefault(new Place(fileName, 0)),
            $"the file has {Models.Length} models, {string.Join(" and ", Models.Select(m => m.Name))}, expected one",
            Why: "one of them would be left out without a word", Fix: "keep one class, or give each a file of its own")));
}
