namespace NimmGen.Compile;

/// <summary>What delayed and smoothed signals need beside the simulation, [step][filter][lane].</summary>
internal sealed class FilterBuffers
{
    public FilterBuffers(SimulationBuffers b, ProgramGraph program)
    {
        int filters = program.Filters.Length, carried = program.Carried.Length;
        Signals = b.Rows(b.Steps, filters);
        SignalAdjoint = b.Rows(b.Steps, filters);
        Filtered = b.Rows(b.Steps, filters);
        FilteredAdjoint = b.Rows(b.Steps, filters);
        Carried = b.Rows(b.Steps, carried);
        CarriedAdjoint = b.Rows(b.Steps, carried);
        DelayTimes = b.Rows(2, filters);
        DelayTimeAdjoint = b.Rows(2, filters);
        Weights = new GammaWeights?[filters][];
        for (int k = 0; k < filters; k++)
        {
            Weights[k] = new GammaWeights?[b.Lanes];
        }

        _row = b.Stride;
        _filters = filters;
        _carried = carried;
    }

    private readonly int _row;
    private readonly int _filters;
    private readonly int _carried;

    public double[] Signals { get; }

    public double[] SignalAdjoint { get; }

    public double[] Filtered { get; }

    public double[] FilteredAdjoint { get; }

    /// <summary>[step][value][lane].</summary>
    public double[] Carried { get; }

    public double[] CarriedAdjoint { get; }

    /// <summary>Row 2 k: the mean of filter k in days; row 2 k + 1: its standard deviation.</summary>
    public double[] DelayTimes { get; }

    public double[] DelayTimeAdjoint { get; }

    /// <summary>[filter][lane]: weights of a delay, the same object for lanes that share them.</summary>
    public GammaWeights?[][] Weights { get; }

    public int Row(int step, int filter) => ((step * _filters) + filter) * _row;

    public int CarriedRow(int step, int value) => ((step * _carried) + value) * _row;
}
