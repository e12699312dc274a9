namespace NimmGen.Search;

/// <summary>Seeds of candidates from the seed of a run, each unlike its neighbours'.</summary>
internal static class SeedMix
{
    /// <summary>SplitMix64 (Steele, Lea and Flood 2014), folded to an int of at least 0.</summary>
    public static int Of(int seed, int number)
    {
        ulong z = unchecked(((ulong)(uint)seed << 32) + (uint)number + 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (int)((z ^ (z >> 31)) & 0x7FFFFFFF);
    }
}
