namespace NimmGen.Learn;

/// <summary>The network's outputs [week][parameter][location] as the grid's raw values, and the adjoint back.</summary>
internal sealed class NetworkOutput(ParameterGrid grid)
{
    public float[] Raw { get; } = new float[grid.Weeks * grid.Neurals.Length * grid.Lanes];

    public float[] Adjoint { get; } = new float[grid.Weeks * grid.Neurals.Length * grid.Lanes];

    public void Read(Span<double> raw)
    {
        for (int p = 0; p < grid.Neurals.Length; p++)
        {
            for (int s = 0; s < grid.Segments(p); s++)
            {
                Span<double> to = raw.Slice(grid.Offset(p) + s * grid.Lanes, grid.Lanes);
                to.Clear();
                (int first, int count) = Weeks(p, s);
                for (int w = first; w < first + count; w++)
                {
                    ReadOnlySpan<float> from = Raw.AsSpan((w * grid.Neurals.Length + p) * grid.Lanes, grid.Lanes);
                    for (int l = 0; l < to.Length; l++)
                    {
                        to[l] += from[l] / (double)count;
                    }
                }
            }
        }
    }

    public void Write(ReadOnlySpan<double> gradient)
    {
        Array.Clear(Adjoint);
        for (int p = 0; p < grid.Neurals.Length; p++)
        {
            for (int s = 0; s < grid.Segments(p); s++)
            {
                ReadOnlySpan<double> from = gradient.Slice(grid.Offset(p) + s * grid.Lanes, grid.Lanes);
                (int first, int count) = Weeks(p, s);
                for (int w = first; w < first + count; w++)
                {
                    Span<float> to = Adjoint.AsSpan((w * grid.Neurals.Length + p) * grid.Lanes, grid.Lanes);
                    for (int l = 0; l < to.Length; l++)
                    {
                        to[l] += (float)(from[l] / count);
                    }
                }
            }
        }
    }

    private (int First, int Count) Weeks(int parameter, int segment) =>
        grid.IsConstant(parameter) ? (0, grid.Weeks) : (grid.WeekOf(grid.StepOf(parameter, segment)), 1);
}
