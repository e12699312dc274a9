using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>Groups that quantities may be given by, such as ages. The places of a data set are the axis <see cref="Location"/>, which no card declares.</summary>
/// <param name="Name">The symbol authors of models use: snake_case.</param>
/// <param name="Labels">The groups in order, two at least, as columns and cells of the files name them.</param>
public sealed record Axis(string Name, ImmutableArray<string> Labels)
{
    /// <summary>Name of the axis of places.</summary>
    public const string Location = "location";
}
