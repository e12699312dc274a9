namespace NimmGen.Learn.Kernels;

/// <summary>
/// The size of a recurrent pass: time steps, lanes (locations) advanced together, hidden units, and directions (1 forward,
/// 2 forward and backward). Every per-step array has rows ordered [step, lane].
/// </summary>
internal readonly record struct GruShape(int Steps, int Lanes, int Hidden, int Directions)
{
    public int Rows => Steps * Lanes;

    /// <summary>Floats in a row of gates: r, z, n of each direction.</summary>
    public int GateWidth => Directions * 3 * Hidden;

    /// <summary>Floats in a row of output: the hidden state of each direction.</summary>
    public int OutputWidth => Directions * Hidden;
}
