using System.Collections.Immutable;

namespace NimmGen.Verify.Experiments;

/// <summary>Runs all points and all changes of all parameters at once, and takes differences of the fourth order.</summary>
internal static class ExperimentRunner
{
    // exp(h) is the relative change; the error of the difference is of the order of h^4, that of rounding 1e-16 / h.
    private const double Change = 1e-3;
    private const int MostRuns = 4_000;

    // Below this share of a channel's peak nobody observes a number: it counts as that share, and log y has a slope at zero too.
    private const double Least = 1e-4;

    // A column of this share of the largest is too faint to be told from nothing.
    private const double Faint = 1e-5;

    private static readonly int[] Stencil = [-2, -1, 1, 2];

    /// <summary>The experiment, or why there is none.</summary>
    public static (Experiment? Experiment, string? Why) Run(Subject subject, ISimulator simulator)
    {
        Subject written = subject.Written!.Subject;
        var probe = ProbeModel.Of(written);
        int width = 1 + (Stencil.Length * probe.Parameters.Length);
        if (width * ProbePoints.Count > MostRuns)
        {
            return (null, $"{probe.Parameters.Length} parameters with their groups");
        }

        (double stepDays, int steps) = ProbeStep.Of(subject);
        ImmutableArray<SimulatedRun> runs = [.. Enumerable.Range(0, ProbePoints.Count).SelectMany(point => Runs(probe, ProbePoints.Parameters(probe, point), ProbePoints.Inputs(written, steps, stepDays, point)))];
        if (simulator.Observe(probe.Model, stepDays, steps, runs, out string? why) is not { } observed)
        {
            return (null, $"there is no kernel for the model ({why})");
        }

        HashSet<string> redundant = [.. Checks.ProductsCheck.Pairs(subject).Select(p => p.First.Name)];
        int[] columns = [.. Enumerable.Range(0, probe.Parameters.Length - probe.Roles.Length)
            .Where(i => probe.Free.Any(f => f.Name == probe.Parameters[i].Name) && !redundant.Contains(probe.Parameters[i].Name))];
        List<double[,]> matrices = [.. Enumerable.Range(0, ProbePoints.Count).Select(point => Differences(observed.AsSpan(point * width, width), probe.Parameters.Length, steps)).OfType<double[,]>()];
        if (matrices.Count * 2 <= ProbePoints.Count)
        {
            return (null, "its values are not finite at most of the points tried");
        }

        // What hardly moves anything would otherwise be seen as traded against whatever undoes so little.
        int[] faint = [.. columns.Where(c => matrices.Count(m => Norm(m, c) < Faint * columns.Max(other => Norm(m, other))) * 2 > ProbePoints.Count)];
        columns = [.. columns.Except(faint)];
        var points = new List<Sensitivities>();
        foreach (double[,] matrix in matrices)
        {
            double[,] free = Chosen(matrix, columns);
            (double[] values, double[][] vectors) = SingularValues.Of(free);
            points.Add(new(matrix, [.. columns.Select((_, j) => Norm(free, j))], values, vectors));
        }

        string[] NamesOf(int[] which) => [.. which.Select(c => probe.Parameters[c].Name)];
        return (new(probe, [.. NamesOf(columns)], [.. points], steps) { Faint = [.. NamesOf(faint)] }, null);
    }

    private static IEnumerable<SimulatedRun> Runs(ProbeModel probe, double[] at, double[][] inputs)
    {
        yield return new(at, inputs);
        for (int p = 0; p < probe.Parameters.Length; p++)
        {
            foreach (int k in Stencil)
            {
                double[] changed = [.. at];
                changed[p] *= Math.Exp(k * Change);
                yield return new(changed, inputs);
            }
        }
    }

    private static double[,]? Differences(ReadOnlySpan<double[]> runs, int parameters, int steps)
    {
        double[] y = runs[0];
        var matrix = new double[y.Length, parameters];
        for (int row = 0; row < y.Length; row++)
        {
            double largest = 0;
            for (int t = row / steps * steps; t < (row / steps * steps) + steps; t++)
            {
                largest = Math.Max(largest, Math.Abs(y[t]));
            }

            double size = Math.Max(Math.Abs(y[row]), Least * largest);
            for (int p = 0; p < parameters; p++)
            {
                int at = 1 + (Stencil.Length * p);
                double slope = (runs[at][row] - runs[at + 3][row] + (8 * (runs[at + 2][row] - runs[at + 1][row]))) / (12 * Change);
                matrix[row, p] = size == 0 ? 0 : slope / size;
                if (!double.IsFinite(matrix[row, p]))
                {
                    return null;
                }
            }
        }

        return matrix;
    }

    private static double Norm(double[,] matrix, int column) =>
        Math.Sqrt(Enumerable.Range(0, matrix.GetLength(0)).Sum(i => matrix[i, column] * matrix[i, column]));

    private static double[,] Chosen(double[,] matrix, int[] columns)
    {
        var chosen = new double[matrix.GetLength(0), columns.Length];
        for (int i = 0; i < chosen.GetLength(0); i++)
        {
            for (int j = 0; j < columns.Length; j++)
            {
                chosen[i, j] = matrix[i, columns[j]];
            }
        }

        return chosen;
    }
}
