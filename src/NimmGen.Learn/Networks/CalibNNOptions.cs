using System.Collections.Immutable;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>The shape of a <see cref="CalibNN"/>.</summary>
/// <param name="Features">Channels of the history at each time and location, at least 1.</param>
/// <param name="Locations">Locations, at least 1; each has its own one-hot metadata.</param>
/// <param name="Steps">Time steps of the history, at least 1.</param>
/// <param name="Weeks">Decoder steps, at least 1; may reach beyond the history.</param>
/// <param name="Outputs">Parameters predicted a week and location, at least 1.</param>
/// <param name="Reduction">How attention over time is reduced.</param>
/// <param name="Hidden">Units of each recurrent direction: a positive multiple of 16.</param>
/// <param name="Width">Vectors used; results differ in rounding between widths.</param>
public sealed record CalibNNOptions(
    int Features,
    int Locations,
    int Steps,
    int Weeks,
    int Outputs,
    AttentionReduction Reduction = AttentionReduction.Mean,
    int Hidden = 32,
    SimdWidth Width = SimdWidth.Widest)
{
    /// <summary>
    /// Bytes that the attention weights of all locations (steps squared, four bytes each) may take; where they need more, the
    /// backward pass computes them again, a tenth more work.
    /// </summary>
    public long AttentionBytes { get; init; } = 64L << 20;

    /// <summary>Every violation at once; empty if there is none.</summary>
    public ImmutableArray<string> Problems()
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        Check(nameof(Features), Features);
        Check(nameof(Locations), Locations);
        Check(nameof(Steps), Steps);
        Check(nameof(Weeks), Weeks);
        Check(nameof(Outputs), Outputs);
        if (Hidden <= 0 || Hidden % Lanes.Width != 0)
        {
            problems.Add($"{nameof(Hidden)} is {Hidden}; expected a positive multiple of {Lanes.Width}, such as 32.");
        }

        if (!Enum.IsDefined(Reduction))
        {
            problems.Add($"{nameof(Reduction)} is {Reduction}; expected {AttentionReduction.Mean} or {AttentionReduction.Sum}.");
        }

        return problems.ToImmutable();

        void Check(string name, int value)
        {
            if (value < 1)
            {
                problems.Add($"{name} is {value}; expected 1 or more.");
            }
        }
    }
}
