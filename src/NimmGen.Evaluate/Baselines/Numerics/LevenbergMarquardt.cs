namespace NimmGen.Evaluate.Baselines;

/// <summary>Nonlinear least squares (Marquardt 1963, J. SIAM 11:431) with derivatives by forward differences.</summary>
internal static class LevenbergMarquardt
{
    private const double Difference = 1e-6;
    private const double Converged = 1e-9;

    /// <summary>Minimises the sum of squared residuals from <paramref name="start"/>.</summary>
    /// <param name="residuals">Deterministic; a point where one is not finite is refused.</param>
    /// <param name="start">First point.</param>
    /// <param name="iterations">At most.</param>
    /// <param name="cancellation">Checked every iteration.</param>
    public static (double[] Point, double Squares) Minimise(Func<double[], double[]> residuals, double[] start, int iterations, CancellationToken cancellation)
    {
        int n = start.Length;
        double[] point = [.. start], current = residuals(point);
        double squares = current.Sum(r => r * r), damping = 1e-2;
        for (int iteration = 0; iteration < iterations && double.IsFinite(squares); iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[][] columns = [.. Enumerable.Range(0, n).Select(j => residuals([.. point.Select((v, i) => i == j ? v + Difference : v)]))];
            var normal = new double[n, n];
            var gradient = new double[n];
            for (int j = 0; j < n; j++)
            {
                for (int r = 0; r < current.Length; r++)
                {
                    columns[j][r] = (columns[j][r] - current[r]) / Difference;
                    gradient[j] -= columns[j][r] * current[r];
                }

                for (int k = 0; k <= j; k++)
                {
                    for (int r = 0; r < current.Length; r++)
                    {
                        normal[j, k] += columns[j][r] * columns[k][r];
                    }
                }
            }

            bool moved = false;
            double before = squares;
            for (int attempt = 0; attempt < 12 && !moved; attempt++)
            {
                var damped = (double[,])normal.Clone();
                for (int j = 0; j < n; j++)
                {
                    damped[j, j] += damping * (normal[j, j] + 1e-12);
                }

                if (LinearSystem.Cholesky(damped, gradient) is { } step && residuals([.. point.Zip(step, (p, s) => p + s)]) is var tried && tried.Sum(r => r * r) is var sum && sum < squares)
                {
                    (point, current, squares, moved) = ([.. point.Zip(step, (p, s) => p + s)], tried, sum, true);
                    damping = Math.Max(damping / 5, 1e-10);
                }
                else
                {
                    damping *= 4;
                }
            }

            if (!moved || before - squares < Converged * before)
            {
                break;
            }
        }

        return (point, squares);
    }
}
