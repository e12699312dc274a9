namespace NimmGen.Learn;

/// <summary>A function and its gradient (overwritten) at a point.</summary>
public delegate double ObjectiveFunction(ReadOnlySpan<double> point, Span<double> gradient);

/// <summary>How a minimisation ended.</summary>
/// <param name="Value">The smallest value found.</param>
/// <param name="Evaluations">Of function and gradient.</param>
/// <param name="Converged">False where the evaluations ran out.</param>
public sealed record Minimum(double Value, int Evaluations, bool Converged);

/// <summary>
/// Limited-memory BFGS (Nocedal 1980; Nocedal and Wright 2006, algorithm 7.4) with a backtracking line search that
/// treats a point where the function is not finite as too far.
/// </summary>
public static class LimitedMemoryBfgs
{
    private const int Memory = 12;
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 1e-10;

    /// <summary>Minimises from <paramref name="point"/>, which is left at the best point found.</summary>
    /// <param name="function">Deterministic; may return NaN or infinity.</param>
    /// <param name="point">Start and result.</param>
    /// <param name="evaluations">At most.</param>
    /// <param name="tolerance">Relative decrease over five iterations below which it has converged.</param>
    /// <param name="cancellation">Checked at every evaluation.</param>
    public static Minimum Minimise(
        ObjectiveFunction function, double[] point, int evaluations, double tolerance = 1e-7, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        int n = point.Length;
        var gradient = new double[n];
        double value = function(point, gradient);
        int used = 1;
        if (n == 0 || !double.IsFinite(value))
        {
            return new(value, used, n == 0);
        }

        var steps = new List<double[]>();
        var changes = new List<double[]>();
        var recent = new Queue<double>([value]);
        var next = new double[n];
        var nextGradient = new double[n];
        while (used < evaluations)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] direction = Direction(gradient, steps, changes);
            double slope = Dot(direction, gradient);
            if (!(slope < 0))
            {
                if (steps.Count == 0)
                {
                    return new(value, used, true);
                }

                steps.Clear();
                changes.Clear();
                continue;
            }

            // Without curvature information the first step is of unit length at most.
            double length = steps.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(Dot(gradient, gradient))) : 1;
            double nextValue = double.NaN;
            bool accepted = false;
            while (used < evaluations && !accepted)
            {
                cancellation.ThrowIfCancellationRequested();
                for (int i = 0; i < n; i++)
                {
                    next[i] = point[i] + length * direction[i];
                }

                nextValue = function(next, nextGradient);
                used++;
                accepted = nextValue <= value + SufficientDecrease * length * slope;
                if (!accepted)
                {
                    length *= double.IsFinite(nextValue) ? Shrink(value, slope, length, nextValue) : 0.1;
                    if (length < 1e-12)
                    {
                        break;
                    }
                }
            }

            if (!accepted)
            {
                if (steps.Count == 0)
                {
                    return new(value, used, used < evaluations);
                }

                steps.Clear();
                changes.Clear();
                continue;
            }

            Remember(point, next, gradient, nextGradient, steps, changes);
            next.CopyTo(point, 0);
            nextGradient.CopyTo(gradient, 0);
            value = nextValue;
            recent.Enqueue(value);
            if (recent.Count > 5 && recent.Dequeue() - value < tolerance * Math.Max(1, Math.Abs(value)))
            {
                return new(value, used, true);
            }
        }

        return new(value, used, false);
    }

    // The minimum of the parabola through value, slope and the rejected point, kept within a tenth and a half.
    private static double Shrink(double value, double slope, double length, double rejected) =>
        Math.Clamp(-slope * length / (2 * (rejected - value - slope * length)), 0.1, 0.5);

    private static double[] Direction(double[] gradient, List<double[]> steps, List<double[]> changes)
    {
        double[] direction = [.. gradient];
        var weights = new double[steps.Count];
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            weights[i] = Dot(steps[i], direction) / Dot(steps[i], changes[i]);
            Add(direction, -weights[i], changes[i]);
        }

        if (steps.Count > 0)
        {
            double scale = Dot(steps[^1], changes[^1]) / Dot(changes[^1], changes[^1]);
            for (int i = 0; i < direction.Length; i++)
            {
                direction[i] *= scale;
            }
        }

        for (int i = 0; i < steps.Count; i++)
        {
            double weight = Dot(changes[i], direction) / Dot(steps[i], changes[i]);
            Add(direction, weights[i] - weight, steps[i]);
        }

        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] = -direction[i];
        }

        return direction;
    }

    private static void Remember(
        double[] point, double[] next, double[] gradient, double[] nextGradient, List<double[]> steps, List<double[]> changes)
    {
        var step = new double[point.Length];
        var change = new double[point.Length];
        for (int i = 0; i < point.Length; i++)
        {
            step[i] = next[i] - point[i];
            change[i] = nextGradient[i] - gradient[i];
        }

        // Only pairs with positive curvature keep the approximation positive definite.
        if (Dot(step, change) > Curvature * Math.Sqrt(Dot(step, step) * Dot(change, change)))
        {
            steps.Add(step);
            changes.Add(change);
            if (steps.Count > Memory)
            {
                steps.RemoveAt(0);
                changes.RemoveAt(0);
            }
        }
    }

    private static void Add(double[] to, double weight, double[] vector)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += weight * vector[i];
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
