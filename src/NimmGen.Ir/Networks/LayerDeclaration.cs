using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>How weights start; all draws are seeded.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Initial>))]
public enum Initial
{
    /// <summary>The layer's usual one: Xavier for linear maps, attention and convolutions, uniform on +-1/sqrt(hidden) for recurrent layers.</summary>
    Default,

    /// <summary>Uniform on +-sqrt(6 / (inputs + outputs)): Glorot and Bengio 2010, equation 16.</summary>
    Xavier,

    /// <summary>Uniform on +-sqrt(6 / inputs), for ReLU: He, Zhang, Ren and Sun 2015, equation 10, doi:10.1109/ICCV.2015.123.</summary>
    Kaiming,

    /// <summary>Orthogonal columns or rows: Saxe, McClelland and Ganguli 2014, arXiv:1312.6120.</summary>
    Orthogonal,

    /// <summary>All zero: the layer starts without effect.</summary>
    Zero,
}

/// <summary>What is applied to each element behind a linear map.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Activation>))]
public enum Activation
{
    None,
    Tanh,
    Relu,
    Gelu,
    Sigmoid,
    Softplus,
}

/// <summary>A layer of a network: a named set of weights (or of none). Using it twice shares them.</summary>
/// <param name="Name">The name of the field, unique.</param>
/// <param name="Place">Where it is declared.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "layer")]
[JsonDerivedType(typeof(LinearDeclaration), "linear")]
[JsonDerivedType(typeof(MlpDeclaration), "mlp")]
[JsonDerivedType(typeof(GruDeclaration), "gru")]
[JsonDerivedType(typeof(LstmDeclaration), "lstm")]
[JsonDerivedType(typeof(Conv1dDeclaration), "conv1d")]
[JsonDerivedType(typeof(AttentionDeclaration), "selfAttention")]
[JsonDerivedType(typeof(TransformerDeclaration), "transformerBlock")]
[JsonDerivedType(typeof(NormDeclaration), "layerNorm")]
[JsonDerivedType(typeof(DropoutDeclaration), "dropout")]
[JsonDerivedType(typeof(EmbeddingDeclaration), "embedding")]
[JsonDerivedType(typeof(PositionDeclaration), "positionalEncoding")]
public abstract record LayerDeclaration(string Name, Place Place);

/// <summary>y = x W + b.</summary>
public sealed record LinearDeclaration(string Name, int Outputs, Initial Initial, Place Place) : LayerDeclaration(Name, Place);

/// <summary>Linear maps of these widths with the activation between them, none behind the last.</summary>
public sealed record MlpDeclaration(string Name, ImmutableArray<int> Widths, Activation Activation, Initial Initial, Place Place) : LayerDeclaration(Name, Place);

/// <summary>Gated recurrent units (Cho et al. 2014), gates as in PyTorch; each layer reads both directions of the one below.</summary>
public sealed record GruDeclaration(string Name, int Hidden, int Layers, bool Bidirectional, Initial Initial, Place Place) : LayerDeclaration(Name, Place);

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997), gates as in PyTorch.</summary>
public sealed record LstmDeclaration(string Name, int Hidden, int Layers, bool Bidirectional, Initial Initial, Place Place) : LayerDeclaration(Name, Place);

/// <summary>A convolution over time, zero beyond the ends; causal sees nothing later, else it is centred.</summary>
public sealed record Conv1dDeclaration(string Name, int Channels, int Kernel, bool Causal, int Dilation, Initial Initial, Place Place) : LayerDeclaration(Name, Place);

/// <summary>
/// Multi-head attention over time (Vaswani et al. 2017, arXiv:1706.03762) with projections of queries, keys, values and output; with a
/// window each step attends to those at most so many steps away, which costs time linear in the length.
/// </summary>
public sealed record AttentionDeclaration(string Name, int Heads, int? Window, Place Place) : LayerDeclaration(Name, Place);

/// <summary>x + attention(norm(x)), then + an MLP with GELU of the norm of that (pre-norm: Xiong et al. 2020, arXiv:2002.04745).</summary>
/// <param name="Name">Of the field.</param>
/// <param name="Heads">Of the attention.</param>
/// <param name="Window">Of the attention.</param>
/// <param name="Expand">Hidden width of the MLP in multiples of the channels.</param>
/// <param name="Dropout">Share of what each branch adds that is dropped.</param>
/// <param name="Place">Of the field.</param>
public sealed record TransformerDeclaration(string Name, int Heads, int? Window, int Expand, double Dropout, Place Place) : LayerDeclaration(Name, Place);

/// <summary>Zero mean and unit variance over channels, then a gain and a shift each (Ba, Kiros and Hinton 2016, arXiv:1607.06450).</summary>
public sealed record NormDeclaration(string Name, Place Place) : LayerDeclaration(Name, Place);

/// <summary>In training drops that share of the elements and scales the others up; otherwise nothing.</summary>
public sealed record DropoutDeclaration(string Name, double Rate, Place Place) : LayerDeclaration(Name, Place);

/// <summary>A learned vector for each location.</summary>
public sealed record EmbeddingDeclaration(string Name, int Channels, Place Place) : LayerDeclaration(Name, Place);

/// <summary>Adds sines and cosines of the time index (Vaswani et al. 2017, section 3.5).</summary>
public sealed record PositionDeclaration(string Name, Place Place) : LayerDeclaration(Name, Place);
