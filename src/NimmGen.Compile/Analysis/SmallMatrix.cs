namespace NimmGen.Compile;

/// <summary>Dense matrices of a few rows.</summary>
internal static class SmallMatrix
{
    public static double[,] Product(double[,] a, double[,] b)
    {
        int n = a.GetLength(0);
        double[,] product = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++)
                {
                    product[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return product;
    }

    /// <summary>Gauss and Jordan with column pivots; null where a pivot is below 1e-12 of the largest element.</summary>
    public static double[,]? Inverse(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[,] a = (double[,])matrix.Clone(), inverse = new double[n, n];
        double least = 1e-12 * a.Cast<double>().Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < n; i++)
        {
            inverse[i, i] = 1;
        }

        for (int column = 0; column < n; column++)
        {
            int pivot = Enumerable.Range(column, n - column).MaxBy(r => Math.Abs(a[r, column]));
            if (!(Math.Abs(a[pivot, column]) > least))
            {
                return null;
            }

            for (int k = 0; k < n; k++)
            {
                (a[pivot, k], a[column, k]) = (a[column, k], a[pivot, k]);
                (inverse[pivot, k], inverse[column, k]) = (inverse[column, k], inverse[pivot, k]);
            }

            for (int row = 0; row < n; row++)
            {
                double factor = row == column ? 1 - (1 / a[column, column]) : a[row, column] / a[column, column];
                for (int k = 0; k < n; k++)
                {
                    (double pivotA, double pivotInverse) = (a[column, k], inverse[column, k]);
                    a[row, k] -= factor * pivotA;
                    inverse[row, k] -= factor * pivotInverse;
                }
            }
        }

        return inverse;
    }

    /// <summary>
    /// The spectral radius of a nonnegative matrix K, and its eigenvector with sum 1. By squaring K + 1 (whose dominant eigenvalue is
    /// alone on its circle, where that of K need not be) fifty times: Gelfand's formula, converged for any small matrix.
    /// </summary>
    public static (double Radius, double[] Vector) SpectralRadius(double[,] matrix)
    {
        const int Squarings = 50;
        int n = matrix.GetLength(0);
        double[,] power = (double[,])matrix.Clone();
        for (int i = 0; i < n; i++)
        {
            power[i, i] += 1;
        }

        double logarithm = 0;
        for (int s = 0; s <= Squarings; s++)
        {
            double norm = power.Cast<double>().Select(Math.Abs).Max();
            if (!double.IsFinite(norm))
            {
                return (double.NaN, new double[n]);
            }

            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    power[i, j] /= norm;
                }
            }

            logarithm += Math.ScaleB(Math.Log(norm), -s);
            power = s < Squarings ? Product(power, power) : power;
        }

        double[] vector = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => power[i, j]))];
        double sum = vector.Sum();
        return (Math.Max(0, Math.Exp(logarithm) - 1), [.. vector.Select(x => x / sum)]);
    }
}
