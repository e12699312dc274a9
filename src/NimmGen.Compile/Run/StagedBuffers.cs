namespace NimmGen.Compile;

/// <summary>What a simulation in stages works on: rows of lanes for one data step, states in base units.</summary>
internal sealed class StagedBuffers
{
    private readonly SimulationBuffers _b;
    private readonly ProgramGraph _program;
    private readonly List<double[]> _tape = [];
    private KernelPointers _pointers;
    private int _pointersStep = -1;
    private double[]? _pointersMultipliers;

    public StagedBuffers(SimulationBuffers b, ProgramGraph program)
    {
        (_b, _program) = (b, program);
        int states = program.Start.Length;
        Work = b.Rows(1, states);
        Next = b.Rows(1, states);
        Compared = b.Rows(1, states);
        WorkAdjoint = b.Rows(1, states);
        NextAdjoint = b.Rows(1, states);
        BeginAdjoint = b.Rows(1, states);
        Totals = b.Rows(1, program.Tables.Flows.Count);
        FlowAdjoint = b.Rows(1, program.Tables.Flows.Count);
        Coupled = b.Rows(1, program.Couplings.All.Count);
        CoupledAdjoint = b.Rows(1, program.Couplings.All.Count);
        Operands = b.Rows(1, program.Couplings.All.Count);
        Sums = b.Rows(1, program.Sums.Count);
        Hoisted = b.Rows(1, StagedCode.HoistedBy(program).Length);
    }

    public double[] SubStepDays { get; } = SimulationBuffers.Numbers(1);

    public double[] Work { get; }

    public double[] Next { get; }

    /// <summary>States at the end of a data step with fewer sub-steps.</summary>
    public double[] Compared { get; }

    public double[] WorkAdjoint { get; }

    public double[] NextAdjoint { get; }

    public double[] BeginAdjoint { get; }

    public double[] Totals { get; }

    public double[] FlowAdjoint { get; }

    public double[] Coupled { get; }

    public double[] CoupledAdjoint { get; }

    public double[] Operands { get; }

    public double[] Sums { get; }

    public double[] Hoisted { get; }

    /// <summary>Addresses of the rows of a data step, which its blocks have in common.</summary>
    public ref readonly KernelPointers At(int step)
    {
        if (step != _pointersStep || !ReferenceEquals(_pointersMultipliers, _b.Multipliers))
        {
            _pointers = Addresses.Of(_b, _program, step, 0, this);
            (_pointersStep, _pointersMultipliers) = (step, _b.Multipliers);
        }

        return ref _pointers;
    }

    /// <summary>Keeps the states and couplings of a sub-step for its reverse.</summary>
    public void Keep(int subStep)
    {
        if (subStep == _tape.Count)
        {
            _tape.Add(new double[Work.Length + Coupled.Length]);
        }

        Work.CopyTo(_tape[subStep], 0);
        Coupled.CopyTo(_tape[subStep], Work.Length);
    }

    public void Recall(int subStep)
    {
        _tape[subStep].AsSpan(0, Work.Length).CopyTo(Work);
        _tape[subStep].AsSpan(Work.Length).CopyTo(Coupled);
    }

    public Span<double> Row(double[] rows, int row) => rows.AsSpan(row * _b.Stride, _b.Lanes);
}
