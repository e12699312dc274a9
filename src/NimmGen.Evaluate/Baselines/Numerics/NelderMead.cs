namespace NimmGen.Evaluate.Baselines;

/// <summary>The simplex method (Nelder and Mead 1965, Comput. J. 7:308): minimisation of a few variables without derivatives.</summary>
internal static class NelderMead
{
    /// <summary>Minimises from <paramref name="start"/>; values that are not finite are taken as infinitely bad.</summary>
    /// <param name="function">Deterministic.</param>
    /// <param name="start">First corner.</param>
    /// <param name="step">Edge of the first simplex.</param>
    /// <param name="evaluations">At most.</param>
    /// <param name="tolerance">Spread of the values over the simplex below which it has converged.</param>
    public static (double[] Point, double Value) Minimise(Func<double[], double> function, double[] start, double step, int evaluations, double tolerance = 1e-9)
    {
        int n = start.Length, used = 0;
        double Evaluate(double[] x)
        {
            used++;
            double value = function(x);
            return double.IsFinite(value) ? value : double.PositiveInfinity;
        }

        if (n == 0)
        {
            return (start, Evaluate(start));
        }

        double[][] corners = [.. Enumerable.Range(0, n + 1).Select(i => start.Select((v, j) => j == i - 1 ? v + step : v).ToArray())];
        double[] values = [.. corners.Select(Evaluate)];
        while (used < evaluations)
        {
            Array.Sort(values, corners);
            if (values[n] - values[0] < tolerance * (1 + Math.Abs(values[0])))
            {
                break;
            }

            double[] centre = [.. Enumerable.Range(0, n).Select(j => corners[..n].Average(c => c[j]))];
            double[] Along(double factor) => [.. centre.Select((c, j) => c + factor * (corners[n][j] - c))];
            double[] reflected = Along(-1);
            double value = Evaluate(reflected);
            if (value < values[0])
            {
                double[] expanded = Along(-2);
                double better = Evaluate(expanded);
                (corners[n], values[n]) = better < value ? (expanded, better) : (reflected, value);
            }
            else if (value < values[n - 1])
            {
                (corners[n], values[n]) = (reflected, value);
            }
            else
            {
                double[] contracted = value < values[n] ? Along(-0.5) : Along(0.5);
                double inner = Evaluate(contracted);
                if (inner < Math.Min(value, values[n]))
                {
                    (corners[n], values[n]) = (contracted, inner);
                    continue;
                }

                for (int i = 1; i <= n; i++)
                {
                    corners[i] = [.. corners[i].Zip(corners[0], (x, best) => best + 0.5 * (x - best))];
                    values[i] = Evaluate(corners[i]);
                }
            }
        }

        Array.Sort(values, corners);
        return (corners[0], values[0]);
    }
}
