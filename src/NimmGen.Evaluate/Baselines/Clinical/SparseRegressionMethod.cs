using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// Sparse identification of the daily change: sequentially thresholded least squares on a library of terms (Brunton, Proctor
/// and Kutz 2016, PNAS 113:3932, doi:10.1073/pnas.1517384113). The threshold, on coefficients of standardised terms, is chosen
/// on the validation patients.
/// </summary>
/// <param name="logarithms">True adds each state times its logarithm, the term of Gompertz's growth.</param>
public sealed class SparseRegressionMethod(bool logarithms) : CohortMethod
{
    private const int Degree = 3;
    private const int Rounds = 10;
    private static readonly double[] Thresholds = [0, 1e-4, 1e-3, 1e-2, 3e-2, 0.1];

    public override string Name => logarithms ? "sindy-log" : "sindy";

    public override string Title => logarithms ? "sparse regression, with x log x" : "sparse regression, polynomials";

    public override string Settings => $"polynomials to degree {Degree}{(logarithms ? " and x log x" : "")}, thresholds {string.Join(' ', Thresholds)}";

    private protected override (NextDay Next, string Note) Learn(Days training, Days validation, CellContext context)
    {
        int[][] powers = [.. Powers(training.Width, Degree)];
        int terms = powers.Length + (logarithms ? training.States : 0);

        // Every third day of quick looks would do no harm to the full run either, but costs nothing there.
        int stride = context.Effort < 1 ? 20 : 1;
        var rows = new List<double[]>();
        var changes = Enumerable.Range(0, training.States).Select(_ => new List<double>()).ToArray();
        for (int i = 0; i < training.Transitions; i += stride)
        {
            (int t, int p) = int.DivRem(i, training.Patients);
            var row = new double[terms];
            Terms(training[t, p], powers, training.States, row);
            rows.Add(row);
            for (int s = 0; s < training.States; s++)
            {
                changes[s].Add(training[t + 1, p][s] - training[t, p][s]);
            }
        }

        double[] scales = [.. Enumerable.Range(0, terms).Select(k => Math.Sqrt(rows.Average(r => r[k] * r[k])))];
        foreach (double[] row in rows)
        {
            for (int k = 0; k < terms; k++)
            {
                row[k] /= scales[k] > 0 ? scales[k] : 1;
            }
        }

        (NextDay? Next, int Kept, double Threshold, double Error) best = default;
        foreach (double threshold in Thresholds)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            double[][] coefficients = [.. changes.Select(c => Sparse(rows, c, threshold).Select((v, k) => scales[k] > 0 ? v / scales[k] : 0).ToArray())];
            NextDay next = Step(coefficients, powers, training.States, terms);
            double error = Error(validation, next);
            if (best.Next is null || error < best.Error)
            {
                best = (next, coefficients.Sum(c => c.Count(v => v != 0)), threshold, error);
            }
        }

        return (best.Next!, $"{best.Kept} of {terms * training.States} terms, threshold {best.Threshold}");
    }

    private NextDay Step(double[][] coefficients, int[][] powers, int states, int terms) => (day, next) =>
    {
        Span<double> row = stackalloc double[terms];
        Terms(day, powers, states, row);
        for (int s = 0; s < states; s++)
        {
            double change = 0;
            for (int k = 0; k < terms; k++)
            {
                change += coefficients[s][k] * row[k];
            }

            next[s] = day[s] + change;
        }
    };

    // The threshold is relative to the deviation of the change: terms are standardised to a mean square of one.
    private static double[] Sparse(List<double[]> rows, List<double> changes, double threshold)
    {
        int terms = rows[0].Length;
        int[] kept = [.. Enumerable.Range(0, terms).Where(k => rows.Any(r => r[k] != 0))];
        double scale = Math.Sqrt(changes.Average(c => c * c));
        var solution = new double[terms];
        for (int round = 0; round < Rounds && kept.Length > 0; round++)
        {
            double[][] reduced = [.. rows.Select(r => kept.Select(k => r[k]).ToArray())];
            double[] found = LinearSystem.LeastSquares(reduced, changes, _ => 1e-9 * rows.Count) ?? new double[kept.Length];
            Array.Clear(solution);
            for (int i = 0; i < kept.Length; i++)
            {
                solution[kept[i]] = found[i];
            }

            int[] large = [.. kept.Where(k => Math.Abs(solution[k]) >= threshold * scale)];
            if (large.Length == kept.Length)
            {
                break;
            }

            kept = large;
            foreach (int k in Enumerable.Range(0, terms).Except(kept))
            {
                solution[k] = 0;
            }
        }

        return solution;
    }

    private void Terms(ReadOnlySpan<double> day, int[][] powers, int states, Span<double> row)
    {
        for (int k = 0; k < powers.Length; k++)
        {
            double value = 1;
            for (int i = 0; i < day.Length; i++)
            {
                for (int n = 0; n < powers[k][i]; n++)
                {
                    value *= day[i];
                }
            }

            row[k] = value;
        }

        for (int s = 0; logarithms && s < states; s++)
        {
            row[powers.Length + s] = day[s] > 0 ? day[s] * Math.Log(day[s]) : 0;
        }
    }

    // All exponents whose sum is at most the degree.
    private static IEnumerable<int[]> Powers(int variables, int degree) => variables == 0
        ? [[]]
        : Enumerable.Range(0, degree + 1).SelectMany(n => Powers(variables - 1, degree - n).Select(rest => (int[])[n, .. rest]));
}
