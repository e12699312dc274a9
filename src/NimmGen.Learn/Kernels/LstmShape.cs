namespace NimmGen.Learn.Kernels;

/// <summary>The size of a pass of long short-term memory, as <see cref="GruShape"/> is that of gated recurrent units.</summary>
internal readonly record struct LstmShape(int Steps, int Lanes, int Hidden, int Directions)
{
    public int Rows => Steps * Lanes;

    /// <summary>Numbers in a row of gates: i, f, g, o of each direction.</summary>
    public int GateWidth => Directions * 4 * Hidden;

    /// <summary>Numbers in a row of output, and of cells: the hidden units of each direction.</summary>
    public int OutputWidth => Directions * Hidden;

    /// <summary>The first row of a step: direction 1 goes from the last time to the first.</summary>
    public nint FirstRow(int step, int direction) => (nint)(direction == 0 ? step : Steps - 1 - step) * Lanes;

    /// <summary>From a row to that of the same lane at the step before.</summary>
    public nint ToBefore(int direction) => direction == 0 ? -Lanes : Lanes;
}
