namespace NimmGen.Learn.Kernels;

/// <summary>
/// The handful of lane operations the kernels are written in. Each implementation is a struct without state, so that a
/// generic kernel is specialised and inlined by the JIT for every width.
/// </summary>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Number of float lanes.</summary>
    static abstract int Width { get; }

    /// <summary>Whether 32 vector registers can be assumed (the large register blocks spill otherwise).</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector value);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>
    /// a / b within a unit in the last place, for b in [1, e^88], exactly one where a = b; cheaper than a division where the
    /// processor can estimate reciprocals.
    /// </summary>
    static abstract TVector Quotient(TVector a, TVector b);

    /// <summary>a b + c, fused where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Min(TVector a, TVector b);

    static abstract TVector Max(TVector a, TVector b);

    /// <summary>a where a test value is positive, else zero.</summary>
    static abstract TVector SelectPositive(TVector test, TVector a);

    /// <summary>2^n, where the low bits of the float hold n + 127 (n in [-126, 127]).</summary>
    static abstract TVector Exponent(TVector biased);

    static abstract float Sum(TVector a);

    static abstract float Maximum(TVector a);
}
