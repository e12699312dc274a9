using NimmGen.Ir;
using NimmGen.Microbench;

namespace NimmGen.Learn.Tests;

/// <summary>What bench/NimmGen.Microbench times does its work: figures and gradients come out, and nothing is allocated.</summary>
public sealed class MicrobenchTests
{
    public static MatrixTheoryData<int, Scheme> Mechanisms => new([1, 51], [Scheme.Hazard, Scheme.Patankar, Scheme.RungeKutta4]);

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void A_mechanism_runs_forward_and_back_and_allocates_nothing(int lanes, Scheme scheme)
    {
        var benchmarks = new MechanismBenchmarks { Lanes = lanes, Scheme = scheme };
        benchmarks.Setup();
        benchmarks.Differentiate();
        Assert.Equal(0, Allocated(benchmarks.Simulate));
        Assert.Equal(0, Allocated(benchmarks.Differentiate));
        double[] cases = benchmarks.Observations.ToArray();
        IsWork(cases);
        Assert.InRange(cases.Min(), 0, 1e6);
        IsWork(benchmarks.NeuralAdjoint.ToArray());
    }

    // The larger shape takes many seconds in code that is not optimised: once is enough.
    [Theory]
    [InlineData(LayerBenchmarks.None, "covid-bogota")]
    [InlineData(LayerBenchmarks.None, "influenza-usa")]
    [InlineData("Linear", "covid-bogota")]
    [InlineData("Gru", "covid-bogota")]
    [InlineData("Lstm", "covid-bogota")]
    [InlineData("SelfAttention", "covid-bogota")]
    [InlineData("LayerNorm", "covid-bogota")]
    [InlineData("Conv1d", "covid-bogota")]
    public void A_layer_runs_forward_and_back_and_allocates_nothing(string layer, string shape)
    {
        var benchmarks = new LayerBenchmarks { Layer = layer, Shape = shape };
        benchmarks.Setup();
        benchmarks.ForwardBackward();
        Assert.Equal(0, Allocated(benchmarks.Forward));
        Assert.Equal(0, Allocated(benchmarks.ForwardBackward));
        IsWork([.. benchmarks.Raw.ToArray().Select(x => (double)x)]);
        IsWork([.. benchmarks.Gradients.ToArray().Select(x => (double)x)]);
    }

    // The least of a few calls: the pool of arrays grows now and then, by a thread or a core.
    private static long Allocated(Action action)
    {
        long least = long.MaxValue;
        for (int call = 0; call < 5 && least > 0; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    // Not a number takes as long as a number, and nothing at all is fast.
    private static void IsWork(double[] values)
    {
        Assert.True(Array.TrueForAll(values, double.IsFinite), "not every number is finite");
        Assert.True(2 * values.Count(x => x != 0) > values.Length, "most of what comes out is zero");
    }
}
