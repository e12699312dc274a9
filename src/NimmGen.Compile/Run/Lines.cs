using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NimmGen.Compile;

/// <summary>Products of long rows. The order of additions does not depend on the machine's vector width.</summary>
internal static class Lines
{
    private const int Width = 8;

    /// <summary>y[i] += factor x[i]; equally long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ref double from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y);
        Vector512<double> f = Vector512.Create(factor);
        int i = 0;
        for (; i <= x.Length - Width; i += Width)
        {
            Vector512.FusedMultiplyAdd(f, Vector512.LoadUnsafe(ref from, (nuint)i), Vector512.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(factor, x[i], y[i]);
        }
    }
}
