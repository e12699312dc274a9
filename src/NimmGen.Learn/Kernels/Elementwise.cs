namespace NimmGen.Learn.Kernels;

/// <summary>Functions that apply to each element alone.</summary>
internal enum Elementwise
{
    /// <summary>e^x.</summary>
    Exp,

    /// <summary>1 / (1 + e^-x).</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The positive part.</summary>
    Relu,
}
