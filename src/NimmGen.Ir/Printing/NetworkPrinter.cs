using System.Collections.Immutable;
using System.Text;

namespace NimmGen.Ir.Printing;

/// <summary>A network as a program of the language; reading it gives a network of equal hash, unless rewrites have been at it (then one of equal results).</summary>
public static class NetworkPrinter
{
    private const int Longest = 60;

    /// <summary>The class: summary, layers, Define. Usings are the file's.</summary>
    public static string Print(NetworkIr network)
    {
        var text = new StringBuilder();
        if (!string.IsNullOrWhiteSpace(network.Summary))
        {
            text.Append($"/// <summary>{network.Summary.ReplaceLineEndings(" ").Trim().Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")}</summary>\n");
        }

        text.Append($"public sealed class {network.Name} : Network\n{{\n");
        foreach (LayerDeclaration layer in network.Layers)
        {
            text.Append($"    readonly {Field(layer)};\n");
        }

        text.Append("\n    protected override Signal Define(Signal history, Signal steps)\n    {\n");
        Statements(text, network);
        return text.Append("    }\n}\n").ToString();
    }

    /// <summary>Layers, shapes and weights, one line each, for people: what `nimmgen check` prints.</summary>
    public static ImmutableArray<string> Describe(NetworkIr network)
    {
        NetworkShapes shapes = NetworkShapes.Infer(network);
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (LayerDeclaration layer in network.Layers)
        {
            int node = Enumerable.Range(0, network.Nodes.Length).FirstOrDefault(i => network.LayerOf(network.Nodes[i]) == layer, -1);
            if (node >= 0)
            {
                ImmutableArray<int> operands = network.Nodes[node].Operands;
                string reads = operands.IsEmpty ? "location" : SignalRules.Joined([.. operands.Select(o => shapes.Nodes[o])]).ToString();
                ParameterCount weights = layer is EmbeddingDeclaration e ? new(0, 0, e.Channels) : ParameterCount.Of(layer, shapes.Inputs.GetValueOrDefault(layer.Name));
                lines.Add($"{layer.Name}: {Code(layer)}: {reads} -> {shapes.Nodes[node]}, {(weights == default ? "no" : weights)} weights");
            }
        }

        lines.Add($"output: {shapes.Nodes[network.Output]}; {ParameterCount.Of(network, shapes.Inputs)} weights, the head not counted");
        return lines.ToImmutable();
    }

    private static void Statements(StringBuilder text, NetworkIr network)
    {
        bool[] needed = network.Needed();
        int[] uses = new int[network.Nodes.Length];
        foreach (int operand in network.Nodes.Where((_, i) => needed[i]).SelectMany(n => n.Operands))
        {
            uses[operand]++;
        }

        var code = new string[network.Nodes.Length];
        int locals = 0;
        for (int i = 0; i <= network.Output; i++)
        {
            if (needed[i])
            {
                code[i] = Code(network.Nodes[i], code, network);
                if (i != network.Output && network.Nodes[i] is not (HistoryNode or StepsNode) && (uses[i] > 1 || code[i].Length > Longest))
                {
                    string local = $"x{++locals}";
                    text.Append($"        Signal {local} = {code[i]};\n");
                    code[i] = local;
                }
            }
        }

        text.Append($"        return {code[network.Output]};\n");
    }

    private static string Code(SignalNode node, string[] code, NetworkIr network) => node switch
    {
        HistoryNode => "history",
        StepsNode => "steps",
        SeasonNode s => $"Season({Along(s.Time)}{(s.Harmonics == 1 ? "" : $", harmonics: {s.Harmonics}")})",
        PlaceNode p => $"{p.Layer}.OfLocation()",
        LayerNode { Activation: not Activation.None } l => $"{l.Activation}({Code(l with { Activation = Activation.None }, code, network)})",
        LayerNode l => $"{l.Layer}.Of({(l.Inputs.Length == 1 ? code[l.Inputs[0]] : Joined(l, code, network))})",
        PooledAttentionNode p => $"{p.Layer}.Of({code[p.Operand]}).{(p.Mean ? "MeanOverTime" : "SumOverTime")}()",
        FunctionNode { Function: SignalFunction.MeanOverTime or SignalFunction.SumOverTime or SignalFunction.Last } f => $"{Atom(code[f.Operand])}.{f.Function}()",
        FunctionNode f => $"{f.Function}({code[f.Operand]})",
        AffineNode a => Affine(a, Atom(code[a.Operand])),
        SmoothNode s => $"Smooth({code[s.Operand]}, days: {NumberText.Code(s.Days)})",
        RepeatNode r => $"{Atom(code[r.Operand])}.Repeat({Along(r.Time)})",
        ConcatNode c => $"Concat({string.Join(", ", c.Parts.Select(p => code[p]))})",
        SumNode s => $"{code[s.Left]} + {Atom(code[s.Right])}",
        ProductNode p => $"{Atom(code[p.Left])} * {Atom(code[p.Right])}",
        _ => throw new System.Diagnostics.UnreachableException(node.GetType().Name),
    };

    private static string Joined(LayerNode node, string[] code, NetworkIr network)
    {
        ImmutableArray<SignalShape> shapes = NetworkShapes.Infer(network).Nodes;
        TimeAxis time = SignalRules.Joined([.. node.Inputs.Select(o => shapes[o])]).Time;
        return $"Concat({string.Join(", ", node.Inputs.Select(o => shapes[o].Time == time ? code[o] : $"{Atom(code[o])}.Repeat({Along(time)})"))})";
    }

    private static string Affine(AffineNode a, string x)
    {
        if (a is { Factor: -1, Shift: not 0 })
        {
            return $"{NumberText.Code(a.Shift)} - {x}";
        }

        string scaled = a.Factor == 1 ? x : $"{NumberText.Code(a.Factor)} * {x}";
        return a.Shift == 0 && a.Factor != 1 ? scaled : $"{scaled} + {NumberText.Code(a.Shift)}";
    }

    // What Repeat and Season take their time from.
    private static string Along(TimeAxis time) => time switch { TimeAxis.History => "history", TimeAxis.Weeks => "WeeklyMeans(history)", _ => "steps" };

    private static string Atom(string code) => code.Contains(" + ", StringComparison.Ordinal) || code.Contains(" - ", StringComparison.Ordinal) || code.Contains(" * ", StringComparison.Ordinal) ? $"({code})" : code;

    private static string Field(LayerDeclaration layer) => $"{LayerRules.KindOf(layer)} {layer.Name} = new({Arguments(layer)})";

    /// <summary>A layer without its name: "Gru(hidden: 32, bidirectional: true)".</summary>
    internal static string Code(LayerDeclaration layer) => $"{LayerRules.KindOf(layer)}({Arguments(layer)})";

    private static string Arguments(LayerDeclaration layer) => layer switch
    {
        LinearDeclaration l => $"{l.Outputs}{Init(l.Initial)}",
        MlpDeclaration m => $"[{string.Join(", ", m.Widths)}]{(m.Activation == Activation.Relu ? "" : $", Activation.{m.Activation}")}{Init(m.Initial)}",
        GruDeclaration g => $"hidden: {g.Hidden}{Stack(g.Layers, g.Bidirectional)}{Init(g.Initial)}",
        LstmDeclaration g => $"hidden: {g.Hidden}{Stack(g.Layers, g.Bidirectional)}{Init(g.Initial)}",
        Conv1dDeclaration c => $"{c.Channels}, kernel: {c.Kernel}{(c.Causal ? "" : ", causal: false")}{(c.Dilation == 1 ? "" : $", dilation: {c.Dilation}")}{Init(c.Initial)}",
        AttentionDeclaration a => $"heads: {a.Heads}{(a.Window is { } w ? $", window: {w}" : "")}",
        TransformerDeclaration t => $"heads: {t.Heads}{(t.Window is { } w ? $", window: {w}" : "")}{(t.Expand == 4 ? "" : $", expand: {t.Expand}")}{(t.Dropout == 0 ? "" : $", dropout: {NumberText.Code(t.Dropout)}")}",
        NormDeclaration or PositionDeclaration => "",
        DropoutDeclaration d => NumberText.Code(d.Rate),
        EmbeddingDeclaration e => $"{e.Channels}",
        _ => throw new System.Diagnostics.UnreachableException(layer.GetType().Name),
    };

    private static string Stack(int layers, bool bidirectional) => $"{(layers == 1 ? "" : $", layers: {layers}")}{(bidirectional ? ", bidirectional: true" : "")}";

    private static string Init(Initial initial) => initial == Initial.Default ? "" : $", init: Initial.{initial}";
}
