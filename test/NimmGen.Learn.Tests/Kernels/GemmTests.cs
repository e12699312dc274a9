using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Tests.Kernels;

/// <summary>Tolerance: 1e-5 of the largest element; sums of up to 600 terms of order one lose less than that in float.</summary>
public sealed unsafe class GemmTests
{
    public static TheoryData<SimdWidth> Widths => Numbers.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_block_and_tail_equals_the_plain_product(SimdWidth width)
    {
        var kernels = KernelSet.For(width);
        foreach (var rows in (int[])[1, 3, 4, 6, 8, 11, 14])
        {
            foreach (var columns in (int[])[1, 7, 8, 16, 31, 48, 64, 115])
            {
                foreach (var depth in (int[])[1, 2, 11, 32, 150, 300])
                {
                    Check(kernels, rows, columns, depth, leftTransposed: false, Start.Zero);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Transposed_left_factor_bias_and_accumulation(SimdWidth width)
    {
        var kernels = KernelSet.For(width);
        foreach (var start in Enum.GetValues<Start>())
        {
            foreach (var (rows, columns, depth) in ((int, int, int)[])[(11, 192, 294), (64, 64, 600), (1, 64, 64), (3, 17, 5), (8, 32, 161)])
            {
                Check(kernels, rows, columns, depth, leftTransposed: false, start);
                Check(kernels, rows, columns, depth, leftTransposed: true, start);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Column_sums_and_row_dots(SimdWidth width)
    {
        var kernels = KernelSet.For(width);
        const int rows = 301, columns = 67;
        var values = Numbers.Uniform(rows * columns, 5);
        AlignedBuffer x = Numbers.Buffer(values), sums = new(columns), dots = new(rows), v = Numbers.Buffer(Numbers.Uniform(columns, 6));
        kernels.AddColumnSums(rows, columns, x.Pointer, columns, sums.Pointer);
        kernels.RowDots(rows, columns, x.Pointer, columns, v.Pointer, dots.Pointer);
        var expectedSums = new double[columns];
        var expectedDots = new double[rows];
        for (var i = 0; i < rows * columns; i++)
        {
            expectedSums[i % columns] += values[i];
            expectedDots[i / columns] += (double)values[i] * v.Span[i % columns];
        }

        Numbers.Close(expectedSums, sums.Span, 1e-5);
        Numbers.Close(expectedDots, dots.Span, 1e-5);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 64)]
    [InlineData(64, 11)]
    [InlineData(13, 18)]
    public void Transposition_moves_every_element(int rows, int columns)
    {
        AlignedBuffer x = Numbers.Buffer(Numbers.Uniform(rows * columns, 7)), target = new(columns * (rows + 3));
        KernelSet.Transpose(rows, columns, x.Pointer, columns, target.Pointer, rows + 3);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                Assert.Equal(x.Span[(i * columns) + j], target.Span[(j * (rows + 3)) + i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Softmax_rows_sum_to_one_and_the_padding_is_zero(SimdWidth width)
    {
        const int rows = 9, columns = 21, padded = 32;
        var values = Numbers.Uniform(rows * padded, 8, 30);
        AlignedBuffer s = Numbers.Buffer(values), sums = new(padded);
        KernelSet.For(width).Softmax(rows, columns, padded, 0.5f, s.Pointer, padded, sums.Pointer);
        var expected = new double[rows * padded];
        var expectedSums = new double[padded];
        for (var i = 0; i < rows; i++)
        {
            var row = values.AsSpan(i * padded, columns).ToArray().Select(value => Math.Exp(0.5 * value)).ToArray();
            for (var j = 0; j < columns; j++)
            {
                expected[(i * padded) + j] = row[j] / row.Sum();
                expectedSums[j] += row[j] / row.Sum();
            }
        }

        // The arguments go to 15: rounding them to float alone costs 1e-6.
        Numbers.Close(expected, s.Span, 3e-6);
        Numbers.Close(expectedSums, sums.Span, 3e-6);
    }

    [Fact]
    public void The_measured_peak_is_that_of_a_processor() => Assert.InRange(FmaPeak.Measure(), 0.01, 2000);

    [Fact]
    public void Buffers_start_on_cache_lines()
    {
        for (var length = 0; length < 40; length++)
        {
            var buffer = new AlignedBuffer(length);
            Assert.Equal(0u, (nuint)buffer.Pointer % 64);
            Assert.Equal(length, buffer.Span.Length);
        }
    }

    private static void Check(KernelSet kernels, int rows, int columns, int depth, bool leftTransposed, Start start)
    {
        // Rows of the target are further apart than they are long: what lies between must survive.
        var row = columns + 5;
        float[] left = Numbers.Uniform(rows * depth, rows), right = Numbers.Uniform(depth * columns, columns), old = Numbers.Uniform(rows * row, depth);
        AlignedBuffer a = Numbers.Buffer(left), b = Numbers.Buffer(right), c = Numbers.Buffer(old), bias = Numbers.Buffer(Numbers.Uniform(columns, 9));
        nint aRow = leftTransposed ? 1 : depth, aColumn = leftTransposed ? rows : 1;
        var init = start switch { Start.Zero => null, Start.Bias => bias.Pointer, _ => c.Pointer };
        kernels.Gemm(rows, columns, depth, a.Pointer, aRow, aColumn, b.Pointer, columns, init, start == Start.Bias ? 0 : row, c.Pointer, row);
        var expected = Numbers.Double(old);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var sum = start switch { Start.Zero => 0.0, Start.Bias => bias.Span[j], _ => old[(i * row) + j] };
                for (var p = 0; p < depth; p++)
                {
                    sum += (double)left[(int)((i * aRow) + (p * aColumn))] * right[(p * columns) + j];
                }

                expected[(i * row) + j] = sum;
            }
        }

        Numbers.Close(expected, c.Span, 1e-5, $"{rows}x{depth}x{columns} transposed={leftTransposed} {start}");
    }

    private enum Start
    {
        Zero,
        Bias,
        Accumulate,
    }
}
