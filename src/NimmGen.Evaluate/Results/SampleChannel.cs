using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Evaluate;

/// <summary>A descriptor that residuals of samples are shown against.</summary>
/// <param name="Name">The channel.</param>
/// <param name="Unit">Of the data.</param>
/// <param name="Correlation">Of predicted less measured with it, each sample predicted without its group.</param>
/// <param name="Values">One a sample.</param>
public sealed record SampleChannel(string Name, Unit Unit, double Correlation, ImmutableArray<double> Values);
