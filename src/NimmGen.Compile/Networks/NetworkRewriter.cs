using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>A rewrite of a network that keeps its weights and, up to rounding, its results.</summary>
/// <param name="Name">What it does, in a word or two.</param>
/// <param name="Apply">From a network whose shapes fit to another.</param>
public sealed record NetworkPass(string Name, Func<NetworkIr, NetworkIr> Apply);

/// <summary>The rewrites that make a network as its author wrote it cheap to train.</summary>
public static class NetworkRewriter
{
    private const int Rounds = 6;

    /// <summary>Every rewrite, in the order of the first round.</summary>
    public static ImmutableArray<NetworkPass> Passes { get; } =
    [
        new("expand composites", ExpandComposites.Apply),
        new("fold constants", FoldConstants.Apply),
        new("share common terms", ShareCommonTerms.Apply),
        new("reduce early", ReduceEarly.Apply),
        new("hoist out of time", HoistOutOfTime.Apply),
        new("pool attention", PoolAttention.Apply),
        new("split concatenations", SplitConcatenations.Apply),
        new("fuse activations", FuseActivations.Apply),
        new("prune", Prune.Apply),
    ];

    /// <summary>Composites written out as simple layers: the least that can be run.</summary>
    public static NetworkIr Lower(NetworkIr network) => Prune.Apply(ExpandComposites.Apply(network));

    /// <summary>Lowered, and every rewrite applied until none changes anything.</summary>
    public static NetworkIr Rewrite(NetworkIr network)
    {
        NetworkIr current = Lower(network);
        for (int round = 0; round < Rounds; round++)
        {
            string before = current.Hash;
            foreach (NetworkPass pass in Passes.Skip(1))
            {
                current = pass.Apply(current);
            }

            if (string.Equals(before, current.Hash, StringComparison.Ordinal))
            {
                break;
            }
        }

        return current;
    }
}
