using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Learn;

/// <summary>What is known of one parameter after training.</summary>
/// <param name="Name">The symbol.</param>
/// <param name="Value">In its declared unit; of a neural parameter the mean over locations and training steps.</param>
/// <param name="Deviation">Standard deviation, in the same unit.</param>
/// <param name="Low">Lower end of the 95 % interval, within the declared range.</param>
/// <param name="High">Upper end.</param>
public sealed record ParameterInterval(string Name, double Value, double Deviation, double Low, double High);

/// <summary>
/// The Laplace approximation of a free path's posterior: a Gaussian in the training's variables with the inverse of the objective's
/// curvature at the optimum as its covariance (Tierney and Kadane 1986, JASA 81:82-86). Residual variances and dispersions are profiled
/// out, so their uncertainty is in it; residuals that depend on each other from step to step are not, and make intervals too narrow.
/// </summary>
/// <param name="Parameters">Learned values, then neural parameters, in the kernel's order.</param>
/// <param name="Correlation">[i * n + j] between those.</param>
/// <param name="Damped">True where the curvature was not positive in every direction: the optimum is flat or was not reached, and intervals are too narrow.</param>
public sealed record LaplaceApproximation(ImmutableArray<ParameterInterval> Parameters, ImmutableArray<double> Correlation, bool Damped)
{
    /// <summary>Variables beyond which the curvature is not computed: it takes two evaluations a variable and its square in memory.</summary>
    public const int MostVariables = 600;

    // Half the width of a 95 % interval in standard deviations.
    private const double Quantile = 1.959963984540054;

    // A central difference of exact gradients: truncation 1e-8, rounding 1e-12 of a gradient of order one.
    private const double Step = 1e-4;

    /// <summary>Null where there are too many variables, nothing to be told, or the twin is not a free path that ended well.</summary>
    /// <param name="model">The mechanism.</param>
    /// <param name="kernel">Compiled from it.</param>
    /// <param name="data">The twin was calibrated on.</param>
    /// <param name="settings">And with.</param>
    /// <param name="twin">By <see cref="FreePathCalibrator"/>.</param>
    /// <param name="cancellation">Checked at every evaluation.</param>
    public static LaplaceApproximation? Of(
        MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibrationSettings settings, CalibratedTwin twin, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(twin);
        if (twin.Calibrator != FreePathCalibrator.Name || !double.IsFinite(twin.Objective) || kernel.Layout.Learneds.Length + kernel.Layout.Neurals.Length == 0)
        {
            return null;
        }

        var function = new FreePathObjective(model, kernel, data, settings);
        if (function.Count > MostVariables || function.Count != twin.State.Length)
        {
            return null;
        }

        // The floor that the calibration ended with: of the residual variance of noise-free data.
        var gradient = new double[function.Count];
        do
        {
            function.Evaluate(twin.State, gradient);
        }
        while (function.Twin.LowerFloor());

        double[] curvature = LearnedPolish.For(function.Twin)?.Curvature(twin.State) ?? Differences(function, twin.State, cancellation);
        bool damped = !Factored(ref curvature, function.Count);
        ImmutableArray<Quantity> quantities = [.. Quantities(function, twin.State)];
        return new(
            [.. quantities.Select(q => q.Interval(curvature, function.Count))],
            Correlations(quantities, curvature, function.Count),
            damped);
    }

    private static double[] Differences(FreePathObjective function, double[] point, CancellationToken cancellation)
    {
        int n = point.Length;
        double[] up = new double[n], down = new double[n], x = [.. point], hessian = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            x[i] = point[i] + Step;
            function.Evaluate(x, up);
            x[i] = point[i] - Step;
            function.Evaluate(x, down);
            x[i] = point[i];
            for (int j = 0; j < n; j++)
            {
                double slope = function.Twin.ObservationCount * (up[j] - down[j]) / (2 * Step);
                hessian[i * n + j] += slope / 2;
                hessian[j * n + i] += slope / 2;
            }
        }

        return hessian;
    }

    // Replaces the curvature by its Cholesky factor, with as much on the diagonal as that takes; true where it took none.
    private static bool Factored(ref double[] curvature, int size)
    {
        double largest = 1;
        for (int i = 0; i < size; i++)
        {
            largest = Math.Max(largest, Math.Abs(curvature[i * size + i]));
        }

        for (double ridge = 0; ; ridge = ridge == 0 ? 1e-12 * largest : 10 * ridge)
        {
            double[] factor = [.. curvature.Select(h => double.IsFinite(h) ? h : 0)];
            for (int i = 0; i < size; i++)
            {
                factor[i * size + i] += ridge;
            }

            if (Cholesky.Factor(factor, size))
            {
                curvature = factor;
                return ridge == 0;
            }
        }
    }

    private static IEnumerable<Quantity> Quantities(FreePathObjective function, double[] point)
    {
        TwinObjective objective = function.Twin;
        Trajectory trajectory = objective.Trajectory;
        KernelLayout layout = trajectory.Kernel.Layout;
        for (int q = 0; q < layout.Learneds.Length; q++)
        {
            double raw = point[function.Path.Count + q];
            var slope = new double[point.Length];
            slope[function.Path.Count + q] = 1;
            BoundedTransform transform = trajectory.LearnedTransform(q);
            yield return new(layout.Learneds[q], slope, transform.Value(raw), transform.Derivative(raw), d => transform.Value(raw + d));
        }

        function.Path.Expand(point.AsSpan(0, function.Path.Count), function.Raw);
        for (int p = 0; p < objective.Grid.Neurals.Length; p++)
        {
            NeuralSymbol neural = objective.Grid.Neurals[p];
            yield return OfNeural(function, p, point, neural);
        }
    }

    // The mean over the grid's values, on the scale of the parameter or, where it is positive, of its logarithm.
    private static Quantity OfNeural(FreePathObjective function, int p, double[] point, NeuralSymbol neural)
    {
        ParameterGrid grid = function.Twin.Grid;
        BoundedTransform transform = function.Twin.Trajectory.NeuralTransform(p);
        var byRaw = new double[grid.Size];
        int first = grid.Offset(p), count = grid.Segments(p) * grid.Lanes;
        double mean = 0;
        for (int i = first; i < first + count; i++)
        {
            mean += transform.Value(function.Raw[i]) / count;
            byRaw[i] = transform.Derivative(function.Raw[i]) / count;
        }

        var slope = new double[point.Length];
        function.Path.Contract(byRaw, slope.AsSpan(0, function.Path.Count));
        double scale = neural.Min >= 0 ? mean : 1;
        for (int i = 0; i < slope.Length; i++)
        {
            slope[i] /= scale;
        }

        return new(neural.Name, slope, mean, scale, d => Math.Clamp(neural.Min >= 0 ? mean * Math.Exp(d) : mean + d, neural.Min, neural.Max));
    }

    private static ImmutableArray<double> Correlations(ImmutableArray<Quantity> quantities, double[] factor, int size)
    {
        int n = quantities.Length;
        double[][] solved = [.. quantities.Select(q => Cholesky.Solve(factor, size, q.Slope))];
        double[] covariance = [.. Enumerable.Range(0, n * n).Select(k => quantities[k / n].Slope.Zip(solved[k % n], (a, b) => a * b).Sum())];
        return [.. Enumerable.Range(0, n * n).Select(k => k / n == k % n ? 1 : covariance[k] / Math.Sqrt(covariance[k / n * (n + 1)] * covariance[k % n * (n + 1)]))];
    }

    /// <summary>A number that depends on the variables; <paramref name="At"/> is its value where its own scale is so far from the optimum.</summary>
    private sealed record Quantity(string Name, double[] Slope, double Value, double ByScale, Func<double, double> At)
    {
        public ParameterInterval Interval(double[] factor, int size)
        {
            double deviation = Math.Sqrt(Slope.Zip(Cholesky.Solve(factor, size, Slope), (a, b) => a * b).Sum());
            return new(Name, Value, deviation * Math.Abs(ByScale), At(-Quantile * deviation), At(Quantile * deviation));
        }
    }
}
