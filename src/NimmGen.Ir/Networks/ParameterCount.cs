using System.Globalization;

namespace NimmGen.Ir;

/// <summary>How many weights a network has: Fixed, and so many more for each feature of the history and each place.</summary>
public readonly record struct ParameterCount(long Fixed, long PerFeature = 0, long PerPlace = 0)
{
    /// <summary>Of the layers that are used; the head that the trainer adds is not counted.</summary>
    /// <param name="network">Whose shapes fit.</param>
    /// <param name="inputs">Channels that each layer reads.</param>
    public static ParameterCount Of(NetworkIr network, IReadOnlyDictionary<string, ChannelCount> inputs)
    {
        var total = default(ParameterCount);
        foreach (LayerDeclaration layer in network.Layers)
        {
            if (layer is EmbeddingDeclaration e)
            {
                total += new ParameterCount(0, 0, e.Channels);
            }
            else if (inputs.TryGetValue(layer.Name, out ChannelCount channels))
            {
                total += Of(layer, channels);
            }
        }

        return total;
    }

    /// <summary>Of one layer that reads so many channels.</summary>
    public static ParameterCount Of(LayerDeclaration layer, ChannelCount inputs) => layer switch
    {
        LinearDeclaration l => Map(inputs, l.Outputs),
        MlpDeclaration m => m.Widths.Zip(m.Widths.Skip(1), (from, to) => Map(new(from), to)).Aggregate(Map(inputs, m.Widths[0]), (a, b) => a + b),
        GruDeclaration g => Recurrent(inputs, g.Hidden, 3, g.Layers, g.Bidirectional),
        LstmDeclaration g => Recurrent(inputs, g.Hidden, 4, g.Layers, g.Bidirectional),
        Conv1dDeclaration c => new((long)c.Kernel * inputs.Fixed * c.Channels + c.Channels, (long)c.Kernel * inputs.Features * c.Channels),
        AttentionDeclaration => Map(inputs, 3 * inputs.Fixed) + Map(inputs, inputs.Fixed),
        TransformerDeclaration t => Map(inputs, 3 * inputs.Fixed) + Map(inputs, inputs.Fixed) + new ParameterCount(4L * inputs.Fixed)
            + Map(inputs, t.Expand * inputs.Fixed) + Map(new(t.Expand * inputs.Fixed), inputs.Fixed),
        NormDeclaration => new(2L * inputs.Fixed, 2L * inputs.Features),
        DropoutDeclaration or PositionDeclaration or EmbeddingDeclaration => default,
        _ => throw new System.Diagnostics.UnreachableException(layer.GetType().Name),
    };

    public static ParameterCount operator +(ParameterCount a, ParameterCount b) => new(a.Fixed + b.Fixed, a.PerFeature + b.PerFeature, a.PerPlace + b.PerPlace);

    /// <summary>For data with so many features and places.</summary>
    public long For(int features, int places) => Fixed + PerFeature * features + PerPlace * places;

    /// <summary>"21440", "21440 + 192 a feature + 8 a place".</summary>
    public override string ToString()
    {
        string text = Fixed.ToString(CultureInfo.InvariantCulture);
        text += PerFeature == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" + {PerFeature} a feature");
        return text + (PerPlace == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" + {PerPlace} a place"));
    }

    private static ParameterCount Map(ChannelCount inputs, int outputs) => new((long)inputs.Fixed * outputs + outputs, (long)inputs.Features * outputs);

    // Input weights, recurrent weights and two biases a gate, layer and direction.
    private static ParameterCount Recurrent(ChannelCount inputs, int hidden, int gates, int layers, bool bidirectional)
    {
        long directions = bidirectional ? 2 : 1, width = gates * hidden * directions;
        long own = width * hidden + 2 * width;
        return new(width * inputs.Fixed + own + (layers - 1) * (width * directions * hidden + own), width * inputs.Features);
    }
}
