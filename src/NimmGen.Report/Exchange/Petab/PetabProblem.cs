using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Petab;

/// <summary>The files of a parameter estimation problem.</summary>
/// <param name="Files">Text by file name; empty where an error keeps the problem from being said.</param>
/// <param name="Diagnostics">Errors, and as warnings what is said otherwise than the model says it.</param>
public sealed record PetabProblem(ImmutableSortedDictionary<string, string> Files, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>The data and the model do not fit together, or not into the format; the message says where.</summary>
internal sealed class NotInPetabException(string message) : Exception(message);
