using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>A series of the data beside the target that the winner was given.</summary>
/// <param name="Name">Of the channel.</param>
/// <param name="Unit">Of the values, as on the data card.</param>
/// <param name="Values">Mean over the places that have a value, one a step of the data; NaN where none has.</param>
public sealed record CovariateSeries(string Name, Unit Unit, ImmutableArray<double> Values)
{
    /// <summary>True where the mechanism names it as an input; false where its network alone reads it.</summary>
    public bool InMechanism { get; init; }

    /// <summary>True where values after an origin are known there, as planned doses are.</summary>
    public bool KnownAhead { get; init; }
}
