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

    /// <summary>x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), the Gaussian error linear unit (Hendrycks and Gimpel 2016).</summary>
    Gelu,
}
