using System.Reflection.Emit;

namespace NimmGen.Compile;

/// <summary>Values that inner blocks need and that change less often: computed once, or once a data step, into locals that stay.</summary>
internal static class Hoisted
{
    /// <summary>What depends on learned values only.</summary>
    public static Dictionary<Node, LocalBuilder> Run(LaneWriter w, IEnumerable<Node> inner, Rows rows)
    {
        Node[] steps = [.. ProgramGraph.Border(inner, Level.Step)];
        Node[] needed = [.. ProgramGraph.Border(steps, Level.Run)];
        LocalBuilder[] locals = BlockWriter.Write(w, needed, new Dictionary<Node, LocalBuilder>(), rows.Leaf);
        return needed.Zip(locals).ToDictionary(p => p.First, p => p.Second);
    }

    /// <summary>What depends on neural parameters and inputs too; the locals of <paramref name="run"/> are in the result.</summary>
    public static Dictionary<Node, LocalBuilder> Step(LaneWriter w, IEnumerable<Node> inner, Dictionary<Node, LocalBuilder> run, Rows rows)
    {
        Node[] needed = [.. ProgramGraph.Border(inner, Level.Step).Where(n => n.Level == Level.Step)];
        LocalBuilder[] locals = BlockWriter.Write(w, needed, run, rows.Leaf);
        var given = new Dictionary<Node, LocalBuilder>(run);
        foreach ((Node node, LocalBuilder local) in needed.Zip(locals))
        {
            given[node] = local;
        }

        return given;
    }
}
