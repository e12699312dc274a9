using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// Which raw value of a neural parameter holds at which step. Each parameter has segments in time (by its cadence) and one
/// value a segment and lane: index Offset(p) + segment * lanes + lane. Segments of several steps are counted back from the end of
/// training, so the last one is whole and an extension beyond the origin starts a new one.
/// </summary>
public sealed class ParameterGrid
{
    private const int DaysPerWeek = 7;
    private readonly int[] _offsets;
    private readonly int[] _segments;
    private readonly int[] _stepsPerSegment;
    private readonly int _shift;

    /// <param name="neurals">The parameters, in the kernel's order.</param>
    /// <param name="stepDays">1 for daily, 7 for weekly data.</param>
    /// <param name="trainSteps">Steps before the origin.</param>
    /// <param name="totalSteps">Steps to cover, at least <paramref name="trainSteps"/>.</param>
    /// <param name="lanes">Locations.</param>
    public ParameterGrid(ImmutableArray<NeuralSymbol> neurals, double stepDays, int trainSteps, int totalSteps, int lanes)
    {
        Neurals = neurals;
        Lanes = lanes;
        TrainSteps = trainSteps;
        TotalSteps = totalSteps;
        StepsPerWeek = stepDays < DaysPerWeek ? (int)Math.Round(DaysPerWeek / stepDays) : 1;
        _shift = ShiftOf(StepsPerWeek);
        _offsets = new int[neurals.Length];
        _segments = new int[neurals.Length];
        _stepsPerSegment = new int[neurals.Length];
        int offset = 0;
        for (int p = 0; p < neurals.Length; p++)
        {
            _offsets[p] = offset;
            _stepsPerSegment[p] = double.IsPositiveInfinity(neurals[p].Every.Days) ? 0 : (int)Math.Max(1, Math.Round(neurals[p].Every.Days / stepDays));
            _segments[p] = totalSteps == 0 ? 0 : SegmentOf(p, totalSteps - 1) + 1;
            offset += _segments[p] * lanes;
        }

        Size = offset;
    }

    public ImmutableArray<NeuralSymbol> Neurals { get; }

    public int Lanes { get; }

    public int TrainSteps { get; }

    public int TotalSteps { get; }

    public int StepsPerWeek { get; }

    /// <summary>Raw values in all.</summary>
    public int Size { get; }

    /// <summary>Weeks that the steps touch.</summary>
    public int Weeks => TotalSteps == 0 ? 0 : WeekOf(TotalSteps - 1) + 1;

    public int Offset(int parameter) => _offsets[parameter];

    public int Segments(int parameter) => _segments[parameter];

    /// <summary>True where the parameter has one value a location for all time.</summary>
    public bool IsConstant(int parameter) => _stepsPerSegment[parameter] == 0;

    public int WeekOf(int step) => (step + _shift) / StepsPerWeek;

    public int SegmentOf(int parameter, int step) => _stepsPerSegment[parameter] switch
    {
        0 => 0,
        1 => step,
        int n => (step + ShiftOf(n)) / n,
    };

    /// <summary>First step of a segment.</summary>
    public int StepOf(int parameter, int segment) => _stepsPerSegment[parameter] switch
    {
        0 => 0,
        1 => segment,
        int n => Math.Max(0, segment * n - ShiftOf(n)),
    };

    // So many steps are missing in the first segment.
    private int ShiftOf(int length) => (length - TrainSteps % length) % length;

    /// <summary>Weeks between the middles of two neighbouring segments.</summary>
    public double SegmentWeeks(int parameter) => _stepsPerSegment[parameter] == 0 ? 0 : (double)_stepsPerSegment[parameter] / StepsPerWeek;
}
