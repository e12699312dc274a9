namespace NimmGen.Compile;

/// <summary>What a simulation in stages works on: rows of lanes for one data step, states in base units.</summary>
internal sealed unsafe class StagedBuffers
{
    private readonly SimulationBuffers _b;
    private readonly ProgramGraph _program;
    private readonly int _states, _slab;
    private double[] _slabs;

    public StagedBuffers(SimulationBuffers b, ProgramGraph program)
    {
        (_b, _program) = (b, program);
        int states = program.Start.Length, couplings = program.Couplings.All.Count;
        (_states, _slab) = (states * b.Stride, (states + couplings) * b.Stride);
        _slabs = SimulationBuffers.Numbers(2L * _slab);
        Next = b.Rows(1, states);
        Compared = b.Rows(1, states);
        WorkAdjoint = b.Rows(1, states);
        BeginAdjoint = b.Rows(1, states);
        Totals = b.Rows(1, program.Tables.Flows.Count);
        FlowAdjoint = b.Rows(1, program.Tables.Flows.Count);
        CoupledAdjoint = b.Rows(1, couplings);
        Operands = b.Rows(1, couplings);
        Sums = b.Rows(1, program.Sums.Count);
        Hoisted = b.Rows(1, StagedCode.HoistedBy(program).Length);
    }

    public double[] SubStepDays { get; } = SimulationBuffers.Numbers(1);

    /// <summary>States at the end of a data step that maps give.</summary>
    public double[] Next { get; }

    /// <summary>States at the end of a data step with fewer sub-steps.</summary>
    public double[] Compared { get; }

    public double[] WorkAdjoint { get; }

    public double[] BeginAdjoint { get; }

    public double[] Totals { get; }

    public double[] FlowAdjoint { get; }

    public double[] CoupledAdjoint { get; }

    public double[] Operands { get; }

    public double[] Sums { get; }

    public double[] Hoisted { get; }

    /// <summary>The states of a sub-step, [state][lane], padding included.</summary>
    public Span<double> Work(int subStep) => _slabs.AsSpan(subStep * _slab, _states);

    /// <summary>Addresses of the rows of a data step, which its blocks have in common, at its first sub-step.</summary>
    public KernelPointers At(int step)
    {
        KernelPointers p = Addresses.Of(_b, _program, step, 0, this);
        p.Steps = (_b.Lanes + _b.Width - 1) / _b.Width;
        MoveTo(ref p, 0, 0);
        return p;
    }

    /// <summary>Room for the states and couplings of so many sub-steps, and the states after them; pointers to earlier ones are stale.</summary>
    public void MakeRoom(int subSteps)
    {
        if (_slabs.Length < (long)_slab * (subSteps + 1))
        {
            _slabs = SimulationBuffers.Numbers((long)_slab * (subSteps + 1));
        }
    }

    /// <summary>Points to the states and couplings of one sub-step, and to the states of another, which may be the same.</summary>
    public void MoveTo(ref KernelPointers p, int subStep, int next)
    {
        double* slabs = Addresses.At(_slabs);
        p.Work = slabs + ((nint)subStep * _slab);
        p.Coupled = p.Work + _states;
        p.Next = slabs + ((nint)next * _slab);
    }

    public Span<double> Row(double[] rows, int row) => rows.AsSpan(row * _b.Stride, _b.Lanes);
}
