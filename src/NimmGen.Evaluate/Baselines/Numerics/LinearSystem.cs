namespace NimmGen.Evaluate.Baselines;

/// <summary>Small dense systems.</summary>
internal static class LinearSystem
{
    /// <summary>
    /// Least squares with a ridge: minimises |X b - y|^2 + sum ridge_j b_j^2 by the normal equations and Cholesky's method.
    /// Null where the matrix is not positive definite.
    /// </summary>
    /// <param name="rows">Rows of X, all of one length.</param>
    /// <param name="targets">One a row.</param>
    /// <param name="ridge">Penalty of each coefficient.</param>
    public static double[]? LeastSquares(IReadOnlyList<double[]> rows, IReadOnlyList<double> targets, Func<int, double> ridge)
    {
        int n = rows[0].Length;
        var matrix = new double[n, n];
        var right = new double[n];
        for (int r = 0; r < rows.Count; r++)
        {
            double[] row = rows[r];
            for (int i = 0; i < n; i++)
            {
                right[i] += row[i] * targets[r];
                for (int j = 0; j <= i; j++)
                {
                    matrix[i, j] += row[i] * row[j];
                }
            }
        }

        for (int i = 0; i < n; i++)
        {
            matrix[i, i] += ridge(i);
        }

        return Cholesky(matrix, right);
    }

    /// <summary>Solves A x = b for a symmetric positive definite A of which the lower half is given (and overwritten); null where it is not.</summary>
    public static double[]? Cholesky(double[,] a, double[] b)
    {
        int n = b.Length;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= a[i, k] * a[j, k];
                }

                if (i == j && !(sum > 1e-14 * Math.Abs(a[i, i])))
                {
                    return null;
                }

                a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
            }
        }

        double[] x = [.. b];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= a[i, k] * x[k];
            }

            x[i] /= a[i, i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                x[i] -= a[k, i] * x[k];
            }

            x[i] /= a[i, i];
        }

        return x;
    }
}
