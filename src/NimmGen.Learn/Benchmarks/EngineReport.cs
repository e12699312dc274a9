using System.Collections.Immutable;

namespace NimmGen.Learn.Benchmarks;

/// <summary>What one shape took.</summary>
/// <param name="Name">Of the shape.</param>
/// <param name="Locations">Of the shape.</param>
/// <param name="Steps">Of the shape.</param>
/// <param name="Features">Of the shape.</param>
/// <param name="Weeks">Steps of the network's decoder.</param>
/// <param name="SubSteps">Of the mechanism in a data step.</param>
/// <param name="Threads">That trained: 1.</param>
/// <param name="Iterations">Timed, after the warm-up.</param>
/// <param name="MsPerIteration">Median wall time of a whole iteration of CalibNN and SEIRM, milliseconds.</param>
/// <param name="MsBest">The fastest iteration: on a busy machine nearer to what the engine needs.</param>
/// <param name="Gflops">Operations of the network's products (a multiply-add counts two) over the median, 1e9 a second.</param>
/// <param name="ShareOfPeak">Of the core's multiply-add peak.</param>
/// <param name="MsFreePathEvaluation">Median of the free path's objective and gradient, milliseconds.</param>
/// <param name="MemoryMegabytes">The process's resident memory after the training.</param>
public sealed record EngineTiming(
    string Name,
    int Locations,
    int Steps,
    int Features,
    int Weeks,
    int SubSteps,
    int Threads,
    int Iterations,
    double MsPerIteration,
    double MsBest,
    double Gflops,
    double ShareOfPeak,
    double MsFreePathEvaluation,
    double MemoryMegabytes)
{
    /// <summary>What an iteration must move if no cache held anything from forward to backward: all that is stored, written and read once.</summary>
    public double TrafficMegabytes { get; init; }

    /// <summary>That traffic over the median, of one core's bandwidth; above what caches leave of it.</summary>
    public double ShareOfBandwidth { get; init; }
}

/// <summary>The first call in a process, which loads and compiles code, and the median of later ones; milliseconds.</summary>
public sealed record Latency(double First, double Warm);

/// <summary>What the benchmark of the engine found.</summary>
/// <param name="PeakGflops">Multiply-add peak of one core in float, the higher of before and after.</param>
/// <param name="Shapes">One timing a shape.</param>
/// <param name="KernelMs">From a mechanism in memory to machine code that has run forward and backward once.</param>
public sealed record EngineReport(double PeakGflops, ImmutableArray<EngineTiming> Shapes, Latency KernelMs)
{
    /// <summary>Of one core, 1e9 bytes a second.</summary>
    public double BandwidthGigabytes { get; init; }
}
