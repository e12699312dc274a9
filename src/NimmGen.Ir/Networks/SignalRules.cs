using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>The shape of one step's result from those of its operands, or why there is none.</summary>
public static class SignalRules
{
    /// <param name="node">The step.</param>
    /// <param name="layer">What it applies, or null.</param>
    /// <param name="operands">Shapes of what it reads, in its order.</param>
    /// <param name="fault">Null where all is well.</param>
    public static SignalShape Of(SignalNode node, LayerDeclaration? layer, ImmutableArray<SignalShape> operands, out ShapeFault? fault)
    {
        (SignalShape shape, fault) = node switch
        {
            HistoryNode => (new SignalShape(TimeAxis.History, new(0, 1)), null),
            StepsNode => (new SignalShape(TimeAxis.Steps, new(1)), null),
            SeasonNode s => Season(s),
            PlaceNode => layer is EmbeddingDeclaration e ? (new SignalShape(TimeAxis.None, new(e.Channels)), null) : Wrong("NG6102", "only an Embedding has a value for a place alone", "readonly Embedding place = new(8);"),
            LayerNode => Layer(layer!, operands),
            PooledAttentionNode => Layer(layer!, operands) is (var s, null) ? (s with { Time = TimeAxis.None }, null) : Layer(layer!, operands),
            FunctionNode f => Function(f.Function, operands[0]),
            AffineNode a => double.IsFinite(a.Factor) && double.IsFinite(a.Shift) ? (operands[0], null) : Wrong("NG6104", "a signal is multiplied or shifted by a number that is not finite", "write a finite number"),
            SmoothNode s => s.Days is > 0 and <= 3660 ? OverTime("Smooth", operands[0]) : Wrong("NG6104", $"Smooth over {s.Days} days, expected more than 0 and at most 3660", "Smooth(history, days: 7)"),
            RepeatNode r => Repeat(r, operands[0]),
            ConcatNode => Concat(operands),
            SumNode => Same("added", operands[0], operands[1]),
            ProductNode => Same("multiplied", operands[0], operands[1]),
            _ => throw new System.Diagnostics.UnreachableException(node.GetType().Name),
        };
        if (fault is null && shape.Channels.Fixed > NetworkLimits.Channels)
        {
            fault = new("NG6107", $"a signal has {shape.Channels} channels, at most {NetworkLimits.Channels}", "put a Linear before it that brings the channels down");
        }

        return shape;
    }

    /// <summary>What a layer reads: its inputs side by side.</summary>
    public static SignalShape Joined(ImmutableArray<SignalShape> operands)
    {
        SignalShape first = operands[0];
        for (int i = 1; i < operands.Length; i++)
        {
            first = new(first.Time == TimeAxis.None ? operands[i].Time : first.Time, first.Channels + operands[i].Channels);
        }

        return first;
    }

    private static (SignalShape, ShapeFault?) Layer(LayerDeclaration layer, ImmutableArray<SignalShape> operands)
    {
        SignalShape x = Joined(operands);
        string kind = LayerRules.KindOf(layer);
        (SignalShape, ShapeFault?) Timed(int channels) => x.Time == TimeAxis.None ? NoTime($"{kind} {layer.Name}", x) : (x with { Channels = new(channels) }, null);
        return layer switch
        {
            LinearDeclaration l => (x with { Channels = new(l.Outputs) }, null),
            MlpDeclaration m => (x with { Channels = new(m.Widths[^1]) }, null),
            GruDeclaration g => Timed(g.Hidden * (g.Bidirectional ? 2 : 1)),
            LstmDeclaration g => Timed(g.Hidden * (g.Bidirectional ? 2 : 1)),
            Conv1dDeclaration c => Timed(c.Channels),
            AttentionDeclaration a => x.Time == TimeAxis.None ? NoTime($"{kind} {layer.Name}", x) : Heads(kind, layer.Name, a.Heads, x),
            TransformerDeclaration t => x.Time == TimeAxis.None ? NoTime($"{kind} {layer.Name}", x) : Heads(kind, layer.Name, t.Heads, x),
            NormDeclaration => (x, null),
            DropoutDeclaration => (x, null),
            PositionDeclaration => x.Time == TimeAxis.None ? NoTime($"{kind} {layer.Name}", x) : (x, null),
            EmbeddingDeclaration => Wrong("NG6102", $"Embedding {layer.Name} is applied to a signal; it is a vector for each location", $"{layer.Name}.OfLocation()"),
            _ => throw new System.Diagnostics.UnreachableException(layer.GetType().Name),
        };
    }

    private static (SignalShape, ShapeFault?) Heads(string kind, string name, int heads, SignalShape x) =>
        !x.Channels.IsFixed ? Wrong("NG6101", $"{kind} {name} reads {x}, whose channels depend on the data; it needs a fixed number that {heads} heads divide", $"put a Linear({16 * heads}) before it")
        : x.Channels.Fixed % heads != 0 ? Wrong("NG6101", $"{kind} {name} has {heads} heads and reads {x.Channels} channels, which they do not divide", $"take a number of heads that divides {x.Channels}, or a Linear before it")
        : (x, null);

    private static (SignalShape, ShapeFault?) Function(SignalFunction function, SignalShape x) => function switch
    {
        SignalFunction.Tanh or SignalFunction.Relu or SignalFunction.Gelu or SignalFunction.Sigmoid or SignalFunction.Softplus => (x, null),
        SignalFunction.Standardise => OverTime("Standardise", x),
        SignalFunction.MeanOverTime or SignalFunction.SumOverTime or SignalFunction.Last =>
            x.Time == TimeAxis.None ? NoTime(function.ToString(), x) : (x with { Time = TimeAxis.None }, null),
        SignalFunction.WeeklyMeans => x.Time == TimeAxis.History
            ? (x with { Time = TimeAxis.Weeks }, null)
            : Wrong("NG6102", $"WeeklyMeans of a signal of shape {x}, expected one over the history", "WeeklyMeans(history), or of what was made from it step by step"),
        _ => throw new System.Diagnostics.UnreachableException(function.ToString()),
    };

    private static (SignalShape, ShapeFault?) Season(SeasonNode s) =>
        s.Time == TimeAxis.None ? Wrong("NG6102", "Season of a signal without time", "Season(steps), or Season(history)")
        : s.Harmonics is < 1 or > 16 ? Wrong("NG6104", $"Season has {s.Harmonics} harmonics, expected 1 to 16", "Season(steps, harmonics: 2)")
        : (new SignalShape(s.Time, new(2 * s.Harmonics)), null);

    private static (SignalShape, ShapeFault?) Repeat(RepeatNode r, SignalShape x) =>
        x.Time != TimeAxis.None ? Wrong("NG6102", $"Repeat of a signal of shape {x}, which has time already", "take MeanOverTime, SumOverTime or Last of it first")
        : r.Time == TimeAxis.None ? Wrong("NG6102", "Repeat along a signal without time", "summary.Repeat(steps)")
        : (x with { Time = r.Time }, null);

    private static (SignalShape, ShapeFault?) Concat(ImmutableArray<SignalShape> parts)
    {
        if (parts.IsEmpty)
        {
            return Wrong("NG6101", "Concat of nothing", "Concat(a, b)");
        }

        foreach (SignalShape part in parts)
        {
            if (part.Time != parts[0].Time)
            {
                return Wrong("NG6101", $"Concat of {parts[0]} and {part}, which do not run over the same time", TimeFix(parts[0], part));
            }
        }

        return (Joined(parts), null);
    }

    private static (SignalShape, ShapeFault?) Same(string verb, SignalShape a, SignalShape b) => a == b
        ? (a, null)
        : Wrong("NG6101", $"{a} and {b} are {verb}, expected two signals of one shape", a.Time != b.Time ? TimeFix(a, b) : "bring both to one number of channels by a Linear");

    private static string TimeFix(SignalShape a, SignalShape b) =>
        a.Time == TimeAxis.None || b.Time == TimeAxis.None ? "repeat the one without time: x.Repeat(steps)" : "bring one to the other's time: x.MeanOverTime().Repeat(steps)";

    private static (SignalShape, ShapeFault?) OverTime(string what, SignalShape x) => x.Time == TimeAxis.None ? NoTime(what, x) : (x, null);

    private static (SignalShape, ShapeFault?) NoTime(string what, SignalShape x) =>
        Wrong("NG6102", $"{what} works along time, and reads a signal of shape {x}", "apply it before MeanOverTime, SumOverTime or Last, or behind Repeat(steps)");

    private static (SignalShape, ShapeFault?) Wrong(string code, string message, string fix) => (default, new(code, message, fix));
}
