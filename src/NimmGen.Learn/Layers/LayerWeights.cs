using NimmGen.Ir;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Layers;

/// <summary>Gives layers their places among the parameters, with their start values.</summary>
internal sealed class LayerWeights(ParameterLayout layout)
{
    // As in CalibNN.
    private const float Bias = 0.01f;

    private readonly Dictionary<string, object> _blocks = new(StringComparer.Ordinal);

    /// <summary>Declares a layer that reads so many channels.</summary>
    public void Declare(LayerDeclaration layer, int inputs, int locations)
    {
        string n = layer.Name;
        switch (layer)
        {
            case LinearDeclaration l:
                _blocks[n] = (Weight($"{n}.weight", inputs, l.Outputs, l.Initial), layout.AddConstant($"{n}.bias", l.Outputs, Bias));
                break;
            case Conv1dDeclaration c:
                _blocks[n] = (Weight($"{n}.weight", c.Kernel * inputs, c.Channels, c.Initial), layout.AddConstant($"{n}.bias", c.Channels, Bias));
                break;
            case GruDeclaration g:
                _blocks[n] = Recurrent(n, inputs, g.Hidden, 3, g.Bidirectional ? 2 : 1, g.Initial);
                break;
            case LstmDeclaration g:
                _blocks[n] = Recurrent(n, inputs, g.Hidden, 4, g.Bidirectional ? 2 : 1, g.Initial);
                break;
            case AttentionDeclaration a:
                _blocks[n] = new AttentionBlocks(
                    a.Heads, layout.AddXavier($"{n}.qkv.weight", inputs, 3 * inputs), layout.AddConstant($"{n}.qkv.bias", 3 * inputs, 0),
                    layout.AddXavier($"{n}.out.weight", inputs, inputs), layout.AddConstant($"{n}.out.bias", inputs, 0));
                break;
            case NormDeclaration:
                _blocks[n] = (layout.AddConstant($"{n}.gain", inputs, 1), layout.AddConstant($"{n}.shift", inputs, 0));
                break;
            case EmbeddingDeclaration e:
                // As the columns of a linear map of a one-hot vector.
                _blocks[n] = layout.AddUniform($"{n}.weight", locations, e.Channels, 1 / Math.Sqrt(e.Channels));
                break;
        }
    }

    /// <summary>Weight and bias, or gain and shift.</summary>
    public (ParameterBlock Weight, ParameterBlock Bias) Pair(string layer) => ((ParameterBlock, ParameterBlock))_blocks[layer];

    public RecurrentBlocks Recurrent(string layer) => (RecurrentBlocks)_blocks[layer];

    public AttentionBlocks Attention(string layer) => (AttentionBlocks)_blocks[layer];

    public ParameterBlock Table(string layer) => (ParameterBlock)_blocks[layer];

    private ParameterBlock Weight(string name, int inputs, int outputs, Initial initial) => initial switch
    {
        Initial.Default or Initial.Xavier => layout.AddXavier(name, inputs, outputs),
        Initial.Kaiming => layout.AddUniform(name, inputs, outputs, Math.Sqrt(6.0 / inputs)),
        Initial.Orthogonal => layout.AddOrthogonal(name, inputs, outputs),
        Initial.Zero => layout.AddUniform(name, inputs, outputs, 0),
        _ => throw new System.Diagnostics.UnreachableException(initial.ToString()),
    };

    private RecurrentBlocks Recurrent(string name, int inputs, int hidden, int gates, int directions, Initial initial)
    {
        int width = directions * gates * hidden;
        double bound = 1 / Math.Sqrt(hidden);
        ParameterBlock Matrix(string block, int rows, int columns) => initial == Initial.Default ? layout.AddUniform(block, rows, columns, bound) : Weight(block, rows, columns, initial);
        ParameterBlock input = Matrix($"{name}.weight_ih", inputs, width);
        ParameterBlock inputBias = layout.AddUniform($"{name}.bias_ih", 1, width, bound);

        // [direction, hidden, gate x hidden]: of an orthogonal start each direction and gate has its own square.
        ParameterBlock recurrent = initial == Initial.Orthogonal
            ? layout.AddOrthogonal($"{name}.weight_hh", hidden, gates * hidden)
            : Matrix($"{name}.weight_hh", directions * hidden, gates * hidden);
        if (initial == Initial.Orthogonal && directions == 2)
        {
            ParameterBlock second = layout.AddOrthogonal($"{name}.weight_hh_reverse", hidden, gates * hidden);
            recurrent = recurrent with { Rows = 2 * hidden };
            System.Diagnostics.Debug.Assert(second.Offset == recurrent.Offset + recurrent.Length / 2, "directions follow each other");
        }

        return new(hidden, directions, input, inputBias, recurrent, layout.AddUniform($"{name}.bias_hh", 1, width, bound));
    }
}
