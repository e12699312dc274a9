namespace NimmGen.Verify.Experiments;

/// <summary>
/// Singular values and right singular vectors of a tall matrix: Householder QR, then one-sided Jacobi rotations of R (Golub and Van Loan
/// 2013, Matrix Computations, sections 5.2 and 8.6), which is accurate for small values.
/// </summary>
internal static class SingularValues
{
    private const int MostSweeps = 40;

    /// <param name="matrix">[rows, columns], left as it is.</param>
    /// <returns>Values in descending order, and the vector of each.</returns>
    public static (double[] Values, double[][] Vectors) Of(double[,] matrix)
    {
        int n = matrix.GetLength(1);
        double[][] columns = Triangle(matrix), vectors = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0).ToArray())];
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            bool turned = false;
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    turned |= Rotate(columns, vectors, p, q);
                }
            }

            if (!turned)
            {
                break;
            }
        }

        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => Norm(columns[i]))];
        return ([.. order.Select(i => Norm(columns[i]))], [.. order.Select(i => vectors[i])]);
    }

    // Makes columns p and q orthogonal; false where they are.
    private static bool Rotate(double[][] columns, double[][] vectors, int p, int q)
    {
        double a = Dot(columns[p], columns[p]), b = Dot(columns[q], columns[q]), c = Dot(columns[p], columns[q]);
        if (Math.Abs(c) <= 1e-15 * Math.Sqrt(a * b) || c == 0)
        {
            return false;
        }

        double zeta = (b - a) / (2 * c), t = Math.CopySign(1, zeta) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
        double cosine = 1 / Math.Sqrt(1 + (t * t)), sine = cosine * t;
        foreach (double[][] set in (double[][][])[columns, vectors])
        {
            for (int i = 0; i < set[p].Length; i++)
            {
                (set[p][i], set[q][i]) = ((cosine * set[p][i]) - (sine * set[q][i]), (sine * set[p][i]) + (cosine * set[q][i]));
            }
        }

        return true;
    }

    // The columns of R.
    private static double[][] Triangle(double[,] matrix)
    {
        int m = matrix.GetLength(0), n = matrix.GetLength(1);
        double[][] a = [.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, m).Select(i => matrix[i, j]).ToArray())];
        for (int k = 0; k < Math.Min(m, n); k++)
        {
            double[] v = a[k][k..];
            double norm = Norm(v);
            if (norm == 0)
            {
                continue;
            }

            v[0] += Math.CopySign(norm, v[0]);
            double size = Dot(v, v);
            for (int j = k; j < n; j++)
            {
                double dot = 0;
                for (int i = 0; i < v.Length; i++)
                {
                    dot += v[i] * a[j][k + i];
                }

                for (int i = 0; i < v.Length; i++)
                {
                    a[j][k + i] -= 2 * dot / size * v[i];
                }
            }
        }

        return [.. a.Select(column => column[..Math.Min(m, n)])];
    }

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    private static double Norm(double[] x) => Math.Sqrt(Dot(x, x));
}
