using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>A way to divide a population into groups, such as ages; every symbol over it has one value a group.</summary>
/// <param name="Name">As written in the model, unique among axes.</param>
/// <param name="Labels">Names of the groups in their order, unique; those of the data card's axis of that name.</param>
public sealed record Axis(string Name, ImmutableArray<string> Labels)
{
    /// <summary>The axis that every data set has and no model declares: its groups are the places of the data.</summary>
    public const string Location = "Location";
}

/// <summary>One group of an axis.</summary>
public sealed record Group(string Axis, string Label);
