namespace NimmGen.Learn.Networks;

/// <summary>A named matrix (or, with one row, vector) inside the flat parameter array, row-major.</summary>
/// <param name="Name">Layer and symbol, such as <c>encoder.0.weight_ih</c>.</param>
/// <param name="Offset">Index of its first element.</param>
/// <param name="Rows">Inputs, for weights: a layer computes y = x W + b.</param>
/// <param name="Columns">Outputs.</param>
public sealed record ParameterBlock(string Name, int Offset, int Rows, int Columns)
{
    public int Length => Rows * Columns;
}
