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

    /// <summary>Data steps to do, at least 1.</summary>
    public long Steps;

    /// <summary>Bytes from a row to the next.</summary>
    public long Stride;
}

/// <summary>A compiled kernel for as many lanes as its vectors have.</summary>
internal unsafe delegate void KernelCode(KernelPointers* pointers);
