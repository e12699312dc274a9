using System.Globalization;
using System.Text;

namespace NimmGen.Compile;

/// <summary>The program as text, for people: one line a value, in the order of computation.</summary>
internal static class ProgramDump
{
    public static string Of(ProgramGraph program)
    {
        KernelLayout layout = program.Tables.Layout;
        var text = new StringBuilder();
        IEnumerable<(string, Node)> Named(string prefix, IEnumerable<string> names, IEnumerable<Node> nodes) => names.Zip(nodes, (n, v) => (prefix + n, v));
        Block(text, layout, "start", Named("", layout.States, program.Start));
        Block(text, layout, $"sub-step, {program.Steps} in a data step", Named("next.", layout.States, program.Body.Next).Concat(Named("moved.", layout.Flows, program.Body.Moved)));
        Block(text, layout, "end of the data step", Named("observed.", layout.Observations, program.Observations));
        IEnumerable<(string, Node)> Sums(Dictionary<Node, Node> reverse) => reverse.Select(p => ($"adjoint({Term(p.Key, layout)})", p.Value));
        Block(text, layout, "end of the data step, reverse", Sums(program.EndReverse));
        Block(text, layout, "sub-step, reverse", Sums(program.BodyReverse));
        return text.ToString();
    }

    private static void Block(StringBuilder text, KernelLayout layout, string title, IEnumerable<(string Name, Node Node)> outputs)
    {
        (string Name, Node Node)[] results = [.. outputs];
        text.Append("// ").Append(title).Append('\n');
        foreach (Node node in Node.Below(results.Select(r => r.Node), n => n.Op is Op.Constant or Op.Leaf))
        {
            text.Append(CultureInfo.InvariantCulture, $"double t{node.Id} = {Operation(node, layout)}; // every {Every(node.Level)}\n");
        }

        foreach ((string name, Node node) in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} = {Term(node, layout)};\n");
        }

        text.Append('\n');
    }

    private static string Every(Level level) => level switch
    {
        Level.Constant or Level.Run => "run",
        Level.Step or Level.End => "data step",
        _ => "sub-step",
    };

    private static string Term(Node node, KernelLayout layout) => node.Op switch
    {
        Op.Constant => node.Value.ToString("R", CultureInfo.InvariantCulture),
        Op.Leaf => node.Source switch
        {
            Source.Neural => layout.Neurals[node.Index],
            Source.Learned => layout.Learneds[node.Index],
            Source.Input => layout.Inputs[node.Index],
            Source.Multiplier => $"scenario({layout.Multipliers[node.Index]})",
            Source.BeginState => "begin." + layout.States[node.Index],
            Source.State => layout.States[node.Index],
            Source.EndState => "end." + layout.States[node.Index],
            Source.FlowTotal => "total." + layout.Flows[node.Index],
            Source.ObservationAdjoint => $"adjoint({layout.Observations[node.Index]})",
            Source.StateAdjoint => $"adjoint(next.{layout.States[node.Index]})",
            Source.FlowAdjoint => $"adjoint(moved.{layout.Flows[node.Index]})",
            _ => $"{node.Source}[{node.Index}]",
        },
        _ => $"t{node.Id}",
    };

    private static string Operation(Node node, KernelLayout layout)
    {
        string? a = node.A is null ? null : Term(node.A, layout), b = node.B is null ? null : Term(node.B, layout);
        return node.Op switch
        {
            Op.Add => $"{a} + {b}",
            Op.Subtract => $"{a} - {b}",
            Op.Multiply => $"{a} * {b}",
            Op.Reciprocal => $"1 / {a}",
            _ => $"{node.Op}({string.Join(", ", new[] { node.A, node.B, node.C }.Where(n => n is not null).Select(n => Term(n!, layout)))})",
        };
    }
}
