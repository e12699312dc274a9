namespace NimmGen.Compile;

/// <summary>How many lanes (locations) one instruction works on.</summary>
public enum VectorPath
{
    /// <summary>The widest that the machine has and the number of lanes fills.</summary>
    Best,
    Scalar,
    Vector256,
    Vector512,
}

/// <summary>What the kernel depends on beside the model.</summary>
/// <param name="StepDays">Length of a data step in days: 1 daily, 7 weekly; above 0.</param>
/// <param name="SubSteps">Steps inside a data step, 1 to 10000; null takes the model's, and where that is null too the smallest
/// number with dt at most a quarter of a day, at most 400 (one for Euler, and where there is no state).</param>
/// <param name="Path">Best, or a width to force; any width runs on any machine.</param>
public sealed record KernelOptions(double StepDays, int? SubSteps = null, VectorPath Path = VectorPath.Best);
