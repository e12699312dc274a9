namespace NimmGen.Learn.Optimisers;

/// <summary>Small symmetric positive definite systems, row-major, by the factorisation A = L L' (Golub and Van Loan 2013, algorithm 4.2.1).</summary>
internal static class Cholesky
{
    /// <summary>Replaces the lower triangle by L; false where the matrix is not positive definite.</summary>
    public static bool Factor(double[] matrix, int size)
    {
        for (int j = 0; j < size; j++)
        {
            for (int i = j; i < size; i++)
            {
                double sum = matrix[i * size + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= matrix[i * size + k] * matrix[j * size + k];
                }

                if (i == j && !(sum > 0 && double.IsFinite(sum)))
                {
                    return false;
                }

                matrix[i * size + j] = i == j ? Math.Sqrt(sum) : sum / matrix[j * size + j];
            }
        }

        return true;
    }

    /// <summary>x with L L' x = right.</summary>
    public static double[] Solve(double[] factor, int size, ReadOnlySpan<double> right)
    {
        double[] x = right.ToArray();
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= factor[i * size + k] * x[k];
            }

            x[i] /= factor[i * size + i];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < size; k++)
            {
                x[i] -= factor[k * size + i] * x[k];
            }

            x[i] /= factor[i * size + i];
        }

        return x;
    }

    /// <summary>The inverse of L L'.</summary>
    public static double[] Inverse(double[] factor, int size)
    {
        var inverse = new double[size * size];
        var unit = new double[size];
        for (int j = 0; j < size; j++)
        {
            Array.Clear(unit);
            unit[j] = 1;
            double[] column = Solve(factor, size, unit);
            for (int i = 0; i < size; i++)
            {
                inverse[i * size + j] = column[i];
            }
        }

        return inverse;
    }
}
