namespace NimmGen.Learn.Networks;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195): a seeded generator whose bits are the same everywhere.</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform on [0, 1), 53 bits.</summary>
    public double NextDouble()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53));
    }
}
