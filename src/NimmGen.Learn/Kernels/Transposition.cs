using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NimmGen.Learn.Kernels;

/// <summary>Transposed copies, four by four elements at a time where the processor can.</summary>
internal static unsafe class Transposition
{
    /// <summary>target[j, i] = x[i, j], for x [rows, columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int rows, int columns, float* x, nint row, float* target, nint targetRow)
    {
        var i = 0;
        if (Sse.IsSupported)
        {
            for (; i + 4 <= rows; i += 4)
            {
                var j = 0;
                for (; j + 4 <= columns; j += 4)
                {
                    Block(x + (i * row) + j, row, target + (j * targetRow) + i, targetRow);
                }

                Plain(4, columns - j, x + (i * row) + j, row, target + (j * targetRow) + i, targetRow);
            }
        }

        Plain(rows - i, columns, x + (i * row), row, target + i, targetRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* x, nint row, float* target, nint targetRow)
    {
        var a = Vector128.Load(x);
        var b = Vector128.Load(x + row);
        var c = Vector128.Load(x + (2 * row));
        var d = Vector128.Load(x + (3 * row));
        var abLow = Sse.UnpackLow(a, b);
        var abHigh = Sse.UnpackHigh(a, b);
        var cdLow = Sse.UnpackLow(c, d);
        var cdHigh = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(abLow, cdLow).Store(target);
        Sse.MoveHighToLow(cdLow, abLow).Store(target + targetRow);
        Sse.MoveLowToHigh(abHigh, cdHigh).Store(target + (2 * targetRow));
        Sse.MoveHighToLow(cdHigh, abHigh).Store(target + (3 * targetRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plain(int rows, int columns, float* x, nint row, float* target, nint targetRow)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                target[(j * targetRow) + i] = x[(i * row) + j];
            }
        }
    }
}
