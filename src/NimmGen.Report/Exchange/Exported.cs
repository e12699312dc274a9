using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange;

/// <summary>What an export gave.</summary>
/// <param name="Text">The file; null where an error keeps the model from being said in the format.</param>
/// <param name="Diagnostics">Errors, and as warnings what is said only in part or otherwise than the model says it.</param>
public sealed record Exported(string? Text, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>What an import gave.</summary>
/// <param name="Model">The mechanism; null where there are errors.</param>
/// <param name="Diagnostics">What could not be read, with the line of the element.</param>
public sealed record Imported(MechanismIr? Model, ImmutableArray<Diagnostic> Diagnostics);
