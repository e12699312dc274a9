using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>y = x W + b, at each location and step: channels to outputs.</summary>
public sealed class Linear : SignalLayer
{
    public Linear(int outputs, Initial init = Initial.Default, [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new LinearDeclaration(name, outputs, init, new(file, line)))
    {
    }
}

/// <summary>Linear maps of these widths, with the activation between them and none behind the last: new([64, 32]).</summary>
public sealed class Mlp : SignalLayer
{
    public Mlp(
        int[] widths, Activation activation = Activation.Relu, Initial init = Initial.Default,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new MlpDeclaration(name, [.. widths], activation, init, new(file, line)))
    {
    }
}

/// <summary>Gated recurrent units over time, in one direction or both (then twice as many channels come out).</summary>
public sealed class Gru : SignalLayer
{
    public Gru(
        int hidden, int layers = 1, bool bidirectional = false, Initial init = Initial.Default,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new GruDeclaration(name, hidden, layers, bidirectional, init, new(file, line)))
    {
    }
}

/// <summary>Long short-term memory over time, in one direction or both (then twice as many channels come out).</summary>
public sealed class Lstm : SignalLayer
{
    public Lstm(
        int hidden, int layers = 1, bool bidirectional = false, Initial init = Initial.Default,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new LstmDeclaration(name, hidden, layers, bidirectional, init, new(file, line)))
    {
    }
}

/// <summary>A convolution over time; causal: true (the default) sees nothing later, false is centred.</summary>
public sealed class Conv1d : SignalLayer
{
    public Conv1d(
        int channels, int kernel = 3, bool causal = true, int dilation = 1, Initial init = Initial.Default,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new Conv1dDeclaration(name, channels, kernel, causal, dilation, init, new(file, line)))
    {
    }
}

/// <summary>Each step attends to all others, or to those at most window steps away; channels stay as many.</summary>
public sealed class SelfAttention : SignalLayer
{
    public SelfAttention(
        int heads = 1, int? window = null, [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new AttentionDeclaration(name, heads, window, new(file, line)))
    {
    }
}

/// <summary>Attention and a two-layer map, each behind a LayerNorm and added to what came in.</summary>
public sealed class TransformerBlock : SignalLayer
{
    public TransformerBlock(
        int heads = 4, int? window = null, int expand = 4, double dropout = 0,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new TransformerDeclaration(name, heads, window, expand, dropout, new(file, line)))
    {
    }
}

/// <summary>Zero mean and unit variance over the channels, then a learned gain and shift for each.</summary>
public sealed class LayerNorm : SignalLayer
{
    public LayerNorm([CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new NormDeclaration(name, new(file, line)))
    {
    }
}

/// <summary>Drops a share of the elements in training, by a seeded count that does not depend on threads.</summary>
public sealed class Dropout : SignalLayer
{
    public Dropout(double rate = 0.1, [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new DropoutDeclaration(name, rate, new(file, line)))
    {
    }
}

/// <summary>Adds sines and cosines of the step's index, so that attention knows the order.</summary>
public sealed class PositionalEncoding : SignalLayer
{
    public PositionalEncoding([CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new PositionDeclaration(name, new(file, line)))
    {
    }
}

/// <summary>A learned vector for each location.</summary>
public sealed class Embedding : Layer
{
    public Embedding(int channels, [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(new EmbeddingDeclaration(name, channels, new(file, line)))
    {
    }

    /// <summary>The vector of each location: [location, channel].</summary>
    public Signal OfLocation() => Check() is { } wrong ? throw new ModelException([wrong]) : Signal.Of(new PlaceNode(Name), Declaration);
}
