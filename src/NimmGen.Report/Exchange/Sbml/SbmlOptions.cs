using System.Collections.Immutable;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>A parameter over time: one value after the other, the last one for ever.</summary>
/// <param name="Values">In the unit of the symbol; at least one.</param>
/// <param name="Days">How long each holds.</param>
public sealed record SbmlSeries(ImmutableArray<double> Values, double Days);

/// <summary>What data or a trained twin know and a model does not; names are those of the model with groups and stages written out.</summary>
public sealed record SbmlOptions
{
    /// <summary>Days of a data step: counts over a step then begin anew after each; null lets them run on from the first row.</summary>
    public double? StepDays { get; init; }

    /// <summary>Values of parameters that stay the same.</summary>
    public ImmutableDictionary<string, double> Values { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Series of parameters that change.</summary>
    public ImmutableDictionary<string, SbmlSeries> Series { get; init; } = ImmutableDictionary<string, SbmlSeries>.Empty;
}
