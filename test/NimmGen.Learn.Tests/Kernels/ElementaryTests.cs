using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Tests.Kernels;

/// <summary>Tolerance: 3e-7 relative, five units in the last place of a float, as the design asks.</summary>
public sealed unsafe class ElementaryTests
{
    public static TheoryData<SimdWidth> Widths => Numbers.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exp_is_accurate(SimdWidth width) => Accurate(width, Elementwise.Exp, Math.Exp, -86, 87.5);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sigmoid_is_accurate(SimdWidth width) => Accurate(width, Elementwise.Sigmoid, Reference.Sigmoid, -86, 86);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Tanh_is_accurate(SimdWidth width)
    {
        Accurate(width, Elementwise.Tanh, Math.Tanh, -12, 12);
        Accurate(width, Elementwise.Tanh, Math.Tanh, -0.01, 0.01);
        Accurate(width, Elementwise.Tanh, Math.Tanh, -1e-20, 1e-20);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Tanh_saturates_exactly(SimdWidth width)
    {
        var x = Enumerable.Range(0, 400).Select(i => 9.5f + i).Append(float.MaxValue).Append(float.PositiveInfinity).ToArray();
        Assert.All(Map(width, Elementwise.Tanh, x), value => Assert.Equal(1f, value));
        Assert.All(Map(width, Elementwise.Tanh, x.Select(value => -value).ToArray()), value => Assert.Equal(-1f, value));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Not_a_number_stays_so(SimdWidth width)
    {
        foreach (var function in Enum.GetValues<Elementwise>())
        {
            Assert.All(Map(width, function, Enumerable.Repeat(float.NaN, 33).ToArray()), value => Assert.True(float.IsNaN(value), $"{function}"));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Extremes_stay_finite(SimdWidth width)
    {
        var x = Enumerable.Repeat(float.MaxValue, 16).Concat(Enumerable.Repeat(float.MinValue, 16)).ToArray();
        Assert.All(Map(width, Elementwise.Exp, x), value => Assert.True(float.IsFinite(value)));
        var sigmoid = Map(width, Elementwise.Sigmoid, x);
        Assert.All(sigmoid[..16], value => Assert.Equal(1f, value));
        Assert.All(sigmoid[16..], value => Assert.InRange(value, 0, 1e-37f));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Relu_is_the_positive_part_and_its_adjoint_passes_there(SimdWidth width)
    {
        var x = Numbers.Uniform(37, 1);
        var y = Map(width, Elementwise.Relu, x);
        Assert.Equal(x.Select(value => Math.Max(0, value)), y);
        AlignedBuffer values = Numbers.Buffer(y), adjoint = Numbers.Buffer(Numbers.Uniform(37, 2));
        var before = adjoint.Span.ToArray();
        KernelSet.For(width).ApplyAdjoint(Elementwise.Relu, 37, values.Pointer, adjoint.Pointer);
        Assert.Equal(before.Select((value, i) => x[i] > 0 ? value : 0), adjoint.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Tanh_adjoint_is_one_minus_the_square(SimdWidth width)
    {
        AlignedBuffer y = Numbers.Buffer(Numbers.Uniform(37, 3)), adjoint = Numbers.Buffer(Numbers.Uniform(37, 4));
        var before = adjoint.Span.ToArray();
        KernelSet.For(width).ApplyAdjoint(Elementwise.Tanh, 37, y.Pointer, adjoint.Pointer);
        var values = y.Span.ToArray();
        Numbers.Close(before.Select((value, i) => value * (1.0 - ((double)values[i] * values[i]))).ToArray(), adjoint.Span, 1e-6);
    }

    private static float[] Map(SimdWidth width, Elementwise function, float[] x)
    {
        AlignedBuffer input = Numbers.Buffer(x), output = new AlignedBuffer(x.Length);
        KernelSet.For(width).Apply(function, x.Length, input.Pointer, output.Pointer);
        return output.Span.ToArray();
    }

    private static void Accurate(SimdWidth width, Elementwise function, Func<double, double> exact, double from, double to)
    {
        const int count = 20_003;
        var x = Enumerable.Range(0, count).Select(i => (float)(from + ((to - from) * i / (count - 1)))).ToArray();
        var y = Map(width, function, x);
        for (var i = 0; i < count; i++)
        {
            var expected = exact(x[i]);
            var error = Math.Abs(y[i] - expected) / Math.Max(Math.Abs(expected), 1e-37);
            Assert.True(error < 3e-7, $"{function}({x[i]:R}) = {y[i]:R}, expected {expected:R}, relative error {error:E2}");
        }
    }
}
