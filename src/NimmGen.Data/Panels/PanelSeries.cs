using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>Values of a channel or constant, and of its groups where it is given by an axis.</summary>
/// <param name="Whole">Of all groups together.</param>
/// <param name="Groups">In the order of the labels; empty where there is no axis.</param>
internal sealed record PanelSeries(double[] Whole, ImmutableArray<double[]> Groups)
{
    public PanelSeries Map(Func<double[], double[]> change) => new(change(Whole), [.. Groups.Select(change)]);

    /// <summary>Counts add up over the groups, anything else is averaged; a value that one group lacks is missing.</summary>
    public static PanelSeries OfGroups(ImmutableArray<double[]> groups, bool sum)
    {
        var whole = new double[groups[0].Length];
        foreach (double[] group in groups)
        {
            for (int i = 0; i < whole.Length; i++)
            {
                whole[i] += sum ? group[i] : group[i] / groups.Length;
            }
        }

        return new(whole, groups);
    }
}
