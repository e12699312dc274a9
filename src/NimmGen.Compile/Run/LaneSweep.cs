using System.Runtime.Intrinsics;

namespace NimmGen.Compile;

/// <summary>
/// Takes a kernel of data steps through many vectors of lanes. Rows of a day follow each other in memory, and a vector that went through all
/// days alone would touch every row where nothing has prepared for it: a national panel took six times as long. So where rows do not fit the
/// core's cache, all vectors take a few steps before the first goes on. Results are the same to the bit: nothing passes between vectors.
/// </summary>
internal static unsafe class LaneSweep
{
    /// <summary>Bytes of rows that a vector may have to itself: half of a small second-level cache.</summary>
    private const long Cached = 1 << 17;

    // Sub-steps before the next vector's turn, which costs some tens of nanoseconds.
    private const int Turn = 8;
    private const int FewestSteps = 2;

    /// <summary>Data steps that a vector takes before the next one's turn.</summary>
    public static int StepsAtOnce(SimulationBuffers b, ProgramGraph program, int steps, int laneCount)
    {
        KernelLayout layout = b.Layout;
        long rows = (2 * layout.Neurals.Length) + layout.Inputs.Length + layout.States.Length + (2 * layout.Observations.Length);
        return laneCount <= b.Width || rows * steps * laneCount * sizeof(double) <= Cached ? steps : Math.Max(FewestSteps, Turn / program.Steps);
    }

    /// <summary>Runs the code for every vector of a chunk, on the same data steps.</summary>
    /// <param name="b">What it works on.</param>
    /// <param name="program">Of the code.</param>
    /// <param name="code">Of the buffers' width.</param>
    /// <param name="step">Where the code begins: the first data step, or on the way back the last.</param>
    /// <param name="steps">Data steps.</param>
    /// <param name="firstLane">A multiple of the width.</param>
    /// <param name="laneCount">Lanes.</param>
    /// <param name="tape">Room for the sub-steps of the vectors that are taken together, or null.</param>
    /// <param name="carry">Room for every vector's carried values, or null.</param>
    /// <param name="carrySlots">Carried values of a vector.</param>
    public static void Run(
        SimulationBuffers b, ProgramGraph program, SweepCode code, int step, int steps, int firstLane, int laneCount, double* tape = null, double* carry = null, int carrySlots = 0)
    {
        KernelPointers here = Shifted(Addresses.Of(b, program, step, 0, null), firstLane);
        here.Tape = tape;
        here.Carry = carry;
        here.Steps = steps;
        int vectors = (laneCount + b.Width - 1) / b.Width, done = 0;
        if (code.Two is { } two && vectors > 1)
        {
            KernelPointers next = Lengths(b, 2, carrySlots);
            for (KernelCode run = two.Value; done + 2 <= vectors; done += 2)
            {
                run(&here);
                Add(&here, &next);
            }
        }

        if (done < vectors)
        {
            KernelPointers next = Lengths(b, 1, carrySlots);
            for (KernelCode run = code.One.Value; done < vectors; done++)
            {
                run(&here);
                Add(&here, &next);
            }
        }
    }

    /// <summary>So many lanes on; what all lanes share stays where it is.</summary>
    public static KernelPointers Shifted(KernelPointers first, int lanes)
    {
        KernelPointers p = first;
        nint* fields = (nint*)&p;
        for (int i = 0; i < sizeof(KernelPointers) / sizeof(nint); i++)
        {
            fields[i] += lanes * sizeof(double);
        }

        p.Learned = first.Learned;
        p.Weights = first.Weights;
        p.SubStepDays = first.SubStepDays;
        p.Steps = first.Steps;
        p.Stride = first.Stride;
        return p;
    }

    private static KernelPointers Lengths(SimulationBuffers b, int vectors, int carrySlots)
    {
        KernelPointers lengths = Shifted(default, vectors * b.Width);
        lengths.Tape = null;
        lengths.Carry = (double*)((long)carrySlots * vectors * b.Width * sizeof(double));
        return lengths;
    }

    private static void Add(KernelPointers* pointers, KernelPointers* lengths)
    {
        long* to = (long*)pointers, by = (long*)lengths;
        int count = sizeof(KernelPointers) / sizeof(long), i = 0;
        for (; i <= count - Vector256<long>.Count; i += Vector256<long>.Count)
        {
            (Vector256.Load(to + i) + Vector256.Load(by + i)).Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] += by[i];
        }
    }
}

/// <summary>Code of data steps.</summary>
/// <param name="One">For one vector of lanes.</param>
/// <param name="Two">For two neighbouring ones together, or null.</param>
internal readonly record struct SweepCode(Lazy<KernelCode> One, Lazy<KernelCode>? Two = null);
