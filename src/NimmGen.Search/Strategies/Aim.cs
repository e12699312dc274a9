using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>How a proposal is to differ from the candidate that it changes.</summary>
public enum AimKind
{
    /// <summary>As its author likes.</summary>
    Any,

    /// <summary>Another structure: other compartments or another form of transmission.</summary>
    Branch,

    /// <summary>One thing that is not structure; what follows from it is kept only where it forecasts better.</summary>
    Refine,
}

/// <summary>What a strategy asks of one proposal.</summary>
/// <param name="Kind">How it is to differ.</param>
/// <param name="Parents">
/// Numbers of the candidates that it may change, the most wanted first: an author takes the first from which it has something new to
/// propose. Empty where its author chooses.
/// </param>
public sealed record Aim(AimKind Kind, ImmutableArray<int> Parents)
{
    /// <summary>Nothing is asked: the author chooses from what it remembers.</summary>
    public static Aim Free { get; } = new(AimKind.Any, []);
}
