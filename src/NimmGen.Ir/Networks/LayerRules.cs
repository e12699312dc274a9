using System.Globalization;

namespace NimmGen.Ir;

/// <summary>Which numbers a layer may have.</summary>
public static class LayerRules
{
    private const int Widest = 1024;

    /// <summary>NG6104 where a number is out of range, or null.</summary>
    public static ShapeFault? Check(LayerDeclaration layer) => layer switch
    {
        LinearDeclaration l => Range(l, "outputs", l.Outputs, 1, Widest),
        MlpDeclaration { Widths.IsDefaultOrEmpty: true } m => new("NG6104", $"Mlp {m.Name} has no widths, expected one for each of its linear maps", $"readonly Mlp {m.Name} = new([64, 32]);"),
        MlpDeclaration m => Range(m, "linear maps", m.Widths.Length, 1, 16) ?? m.Widths.Select(w => Range(m, "a width of", w, 1, Widest)).FirstOrDefault(f => f is not null),
        GruDeclaration g => Range(g, "hidden units", g.Hidden, 1, Widest) ?? Range(g, "layers", g.Layers, 1, 8),
        LstmDeclaration g => Range(g, "hidden units", g.Hidden, 1, Widest) ?? Range(g, "layers", g.Layers, 1, 8),
        Conv1dDeclaration c => Range(c, "channels", c.Channels, 1, Widest) ?? Range(c, "a kernel of", c.Kernel, 1, 63) ?? Range(c, "a dilation of", c.Dilation, 1, 512) ?? Centre(c),
        AttentionDeclaration a => Range(a, "heads", a.Heads, 1, 64) ?? (a.Window is { } w ? Range(a, "a window of", w, 1, 4096) : null),
        TransformerDeclaration t => Range(t, "heads", t.Heads, 1, 64) ?? (t.Window is { } w ? Range(t, "a window of", w, 1, 4096) : null)
            ?? Range(t, "an expansion of", t.Expand, 1, 8) ?? Share(t, t.Dropout),
        NormDeclaration or PositionDeclaration => null,
        DropoutDeclaration d => Share(d, d.Rate),
        EmbeddingDeclaration e => Range(e, "channels", e.Channels, 1, 256),
        _ => throw new System.Diagnostics.UnreachableException(layer.GetType().Name),
    };

    /// <summary>As authors call it: Linear, Gru, SelfAttention.</summary>
    public static string KindOf(LayerDeclaration layer) => layer switch
    {
        LinearDeclaration => "Linear",
        MlpDeclaration => "Mlp",
        GruDeclaration => "Gru",
        LstmDeclaration => "Lstm",
        Conv1dDeclaration => "Conv1d",
        AttentionDeclaration => "SelfAttention",
        TransformerDeclaration => "TransformerBlock",
        NormDeclaration => "LayerNorm",
        DropoutDeclaration => "Dropout",
        EmbeddingDeclaration => "Embedding",
        PositionDeclaration => "PositionalEncoding",
        _ => throw new System.Diagnostics.UnreachableException(layer.GetType().Name),
    };

    private static ShapeFault? Range(LayerDeclaration layer, string what, int value, int min, int max) => value >= min && value <= max
        ? null
        : new("NG6104", string.Create(CultureInfo.InvariantCulture, $"{KindOf(layer)} {layer.Name} has {what} {value}, expected {min} to {max}"), $"take a number from {min} to {max}");

    private static ShapeFault? Share(LayerDeclaration layer, double rate) => rate is >= 0 and <= 0.95
        ? null
        : new("NG6104", string.Create(CultureInfo.InvariantCulture, $"{KindOf(layer)} {layer.Name} drops a share of {rate}, expected 0 to 0.95"), "0.1 to 0.3 are usual");

    private static ShapeFault? Centre(Conv1dDeclaration c) => c.Causal || c.Kernel % 2 == 1
        ? null
        : new("NG6104", $"Conv1d {c.Name} is centred with an even kernel of {c.Kernel}: it has no middle", $"take {c.Kernel + 1}, or causal: true");
}
