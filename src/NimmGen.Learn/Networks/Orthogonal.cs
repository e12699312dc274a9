namespace NimmGen.Learn.Networks;

/// <summary>Random orthogonal matrices.</summary>
internal static class Orthogonal
{
    /// <summary>Fills [rows, columns] with columns that are orthonormal within each run of <paramref name="rows"/> columns.</summary>
    public static void Fill(Span<float> values, int rows, int columns, SplitMix random)
    {
        var basis = new List<double[]>();
        for (var column = 0; column < columns; column++)
        {
            if (basis.Count == rows)
            {
                basis.Clear();
            }

            var next = Draw(rows, basis, random);
            basis.Add(next);
            for (var row = 0; row < rows; row++)
            {
                values[(row * columns) + column] = (float)next[row];
            }
        }
    }

    private static double[] Draw(int rows, List<double[]> basis, SplitMix random)
    {
        while (true)
        {
            var next = new double[rows];
            for (var row = 0; row < rows; row++)
            {
                // Box and Muller 1958.
                next[row] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            }

            // Twice is enough: Giraud, Langou and Rozloznik 2005.
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var known in basis)
                {
                    var dot = Dot(known, next);
                    for (var row = 0; row < rows; row++)
                    {
                        next[row] -= dot * known[row];
                    }
                }
            }

            var norm = Math.Sqrt(Dot(next, next));
            if (norm > 1e-6)
            {
                for (var row = 0; row < rows; row++)
                {
                    next[row] /= norm;
                }

                return next;
            }
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
