using System.Reflection.Emit;

namespace NimmGen.Compile;

/// <summary>What one vector of lanes keeps in locals from step to step.</summary>
/// <param name="states">By state, in base units.</param>
/// <param name="totals">By flow, over a data step.</param>
internal class LaneLocals(LocalBuilder[] states, Dictionary<int, LocalBuilder> totals)
{
    public LocalBuilder[] States { get; } = states;

    public Dictionary<int, LocalBuilder> Totals { get; } = totals;

    /// <summary>Values of this data step that are in locals already.</summary>
    public Dictionary<Node, LocalBuilder> Given { get; set; } = [];
}
