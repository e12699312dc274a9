namespace NimmGen.Compile;

/// <summary>Couplings that are one product: by the same matrix, of rows that follow each other.</summary>
/// <param name="First">Row of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="Matrix">Index of the matrix, or -1 for the sum over all locations.</param>
/// <param name="Transposed">True where the matrix is.</param>
internal sealed record Exchange(int First, int Count, int Matrix, bool Transposed)
{
    public static Exchange[] Of(Coupling[] stage)
    {
        var all = new List<Exchange>();
        foreach (Coupling c in stage.OrderBy(c => c.Index))
        {
            if (all is [.., var last] && last.First + last.Count == c.Index && last.Matrix == c.Matrix && last.Transposed == c.Transposed)
            {
                all[^1] = last with { Count = last.Count + 1 };
            }
            else
            {
                all.Add(new(c.Index, 1, c.Matrix, c.Transposed));
            }
        }

        return [.. all];
    }

    /// <summary>What all locations receive of what all send, or back: adjoints of what they sent from those of what they received.</summary>
    public unsafe void Run(SimulationBuffers b, double* sent, double* received, bool back)
    {
        sent += (nint)First * b.Stride;
        received += (nint)First * b.Stride;
        int copies = b.Lanes / b.Block;
        if (Matrix >= 0 && Count == 1)
        {
            // Copies of the locations side by side are as many vectors of one product.
            b.Couplings[Matrix]!.Multiply(sent, received, copies, b.Block, Transposed != back);
            return;
        }

        for (int copy = 0; copy < copies; copy++, sent += b.Block, received += b.Block)
        {
            if (Matrix >= 0)
            {
                b.Couplings[Matrix]!.Multiply(sent, received, Count, b.Stride, Transposed != back);
                continue;
            }

            for (int row = 0; row < Count; row++)
            {
                double sum = 0;
                foreach (double value in new ReadOnlySpan<double>(sent + ((nint)row * b.Stride), b.Block))
                {
                    sum += value;
                }

                new Span<double>(received + ((nint)row * b.Stride), b.Block).Fill(sum);
            }
        }
    }
}
