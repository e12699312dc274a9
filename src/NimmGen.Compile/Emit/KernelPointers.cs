namespace NimmGen.Compile;

/// <summary>What a kernel works on: the first row of each buffer that it needs, at its first lane.</summary>
internal unsafe struct KernelPointers
{
    public double* Neural;
    public double* Inputs;
    public double* Learned;
    public double* States;
    public double* Observations;
    public double* Flows;
    public double* ObservationAdjoint;
    public double* NeuralAdjoint;
    public double* LearnedAdjoint;
    public double* StateAdjoint;
    public double* Tape;
    public double* Carry;
    public double* Weights;
    public double* WeightAdjoint;
    public double* Multipliers;
    public double* Signals;
    public double* SignalAdjoint;
    public double* Filtered;
    public double* FilteredAdjoint;
    public double* Carried;
    public double* CarriedAdjoint;
    public double* DelayTimes;
    public double* DelayTimeAdjoint;

    // What a staged simulation works on, in base units.
    public double* SubStepDays;
    public double* Hoisted;
    public double* Work;
    public double* Next;
    public double* Totals;
    public double* Coupled;
    public double* CoupledAdjoint;
    public double* Operands;
    public double* Sums;
    public double* WorkAdjoint;
    public double* BeginAdjoint;
    public double* FlowAdjoint;

    /// <summary>Data steps to do, at least 1; of a block of rows, vectors of lanes.</summary>
    public long Steps;

    /// <summary>Bytes from a row to the next.</summary>
    public long Stride;
}

/// <summary>A compiled kernel for as many lanes as its vectors have.</summary>
internal unsafe delegate void KernelCode(KernelPointers* pointers);
