using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>One thing that a scenario turns: everything in the mechanism that carries a role is multiplied by a factor.</summary>
/// <param name="Role">"transmission", "vaccination", "treatment", "importation" or another role of the model.</param>
/// <param name="Factor">0 or more; 1 changes nothing, 1 - strength is an intervention of that strength.</param>
/// <param name="From">First step of the data at which it holds.</param>
/// <param name="To">First step at which it no longer holds; null: to the end.</param>
/// <param name="Location">Where; null: everywhere.</param>
public sealed record Turn(string Role, double Factor, int From, int? To = null, string? Location = null);

/// <summary>A question "what if", answered by simulating the trained twin again.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Turns">All that is different; none is the baseline.</param>
public sealed record Scenario(string Name, ImmutableArray<Turn> Turns)
{
    /// <summary>Transmission lowered to 1 - strength from a step on, everywhere: the paper's experiment (its equation 4).</summary>
    /// <param name="strength">0 to 1.</param>
    /// <param name="from">First step.</param>
    public static Scenario Distancing(double strength, int from) =>
        new(FormattableString.Invariant($"transmission lowered by {100 * strength:0.#} %"), [new("transmission", 1 - strength, from)]);

    /// <summary>The step from which it differs from the baseline; null where it never does.</summary>
    public int? Begins => Turns.IsEmpty ? null : Turns.Min(t => t.From);
}
