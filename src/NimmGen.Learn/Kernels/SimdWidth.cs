namespace NimmGen.Learn.Kernels;

/// <summary>Which vectors the kernels use.</summary>
public enum SimdWidth
{
    /// <summary>The widest that the processor accelerates: what everything but a test wants.</summary>
    Widest,

    /// <summary>No vectors.</summary>
    Scalar,

    /// <summary>8 floats (AVX2).</summary>
    Vector256,

    /// <summary>16 floats (AVX-512).</summary>
    Vector512,
}
