using NimmGen.Ir;

namespace NimmGen;

/// <summary>
/// An arrow between compartments, for Incidence. Its name is the one given by name:, else the variable through which
/// Incidence first sees it, else source_target: the compiled class and the text can know these, and no more.
/// </summary>
public sealed class Flow
{
    internal Flow(string ends, string? name, Place place)
    {
        Ends = ends;
        Name = name;
        Place = place;
    }

    /// <summary>Source and target, as in S_E.</summary>
    internal string Ends { get; }

    /// <summary>Null until it is settled.</summary>
    internal string? Name { get; set; }

    internal Place Place { get; }
}
