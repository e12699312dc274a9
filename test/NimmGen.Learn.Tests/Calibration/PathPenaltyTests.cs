using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn.Tests.Calibration;

/// <summary>Priors of parameters over time and between locations, in data without observations: the objective is then the prior alone.</summary>
public sealed class PathPenaltyTests
{
    private const int Steps = 42;

    [Fact]
    public void A_random_walk_is_a_sum_of_squared_steps()
    {
        (TwinObjective objective, double[] x) = Path(1, new() { Smoothness = 0.2 });
        double expected = Enumerable.Range(1, x.Length - 1).Sum(s => 0.5 * Math.Pow((x[s] - x[s - 1]) / 0.2, 2));
        Assert.Equal(expected, Value(objective, x), 1e-9 * expected);
    }

    [Fact]
    public void An_autoregression_is_the_gaussian_of_its_covariance()
    {
        const double phi = 0.7, sd = 0.2;
        (TwinObjective objective, double[] x) = Path(1, new() { Smoothness = sd, Persistence = phi });
        int n = x.Length;
        double mean = x.Average();
        var covariance = new double[n * n];
        for (int i = 0; i < n * n; i++)
        {
            covariance[i] = sd * sd / (1 - phi * phi) * Math.Pow(phi, Math.Abs(i / n - i % n));
        }

        double[] d = [.. x.Select(v => v - mean)], solved = SolveByElimination(covariance, d);
        double expected = 0.5 * d.Zip(solved, (a, b) => a * b).Sum();
        Assert.Equal(expected, Value(objective, x), 1e-8 * expected);
    }

    [Fact]
    public void A_model_says_its_own_smoothness()
    {
        MechanismIr rough = Changed(n => n with { Smoothness = 0.5 });
        (TwinObjective objective, double[] x) = Path(1, new() { Smoothness = 0.1 }, rough);
        double expected = Enumerable.Range(1, x.Length - 1).Sum(s => 0.5 * Math.Pow((x[s] - x[s - 1]) / 0.5, 2));
        Assert.Equal(expected, Value(objective, x), 1e-9 * expected);
    }

    [Fact]
    public void Pooled_places_have_a_shared_path_and_deviations_of_their_own()
    {
        var settings = new CalibrationSettings { Smoothness = 0.2, LocalSpread = 0.4, LocalSmoothness = 0.1 };
        (TwinObjective objective, double[] x) = Path(3, settings, Changed(n => n with { Pooled = true }));
        int segments = x.Length / 3;
        double[] mean = [.. Enumerable.Range(0, segments).Select(s => (x[3 * s] + x[3 * s + 1] + x[3 * s + 2]) / 3)];
        double expected = Enumerable.Range(1, segments - 1).Sum(s => 0.5 * Math.Pow((mean[s] - mean[s - 1]) / 0.2, 2));
        for (int l = 0; l < 3; l++)
        {
            double[] d = [.. Enumerable.Range(0, segments).Select(s => x[3 * s + l] - mean[s])];
            expected += 0.5 * Math.Pow(d.Average() / 0.4, 2) + Enumerable.Range(1, segments - 1).Sum(s => 0.5 * Math.Pow((d[s] - d[s - 1]) / 0.1, 2));
        }

        Assert.Equal(expected, Value(objective, x), 1e-9 * expected);
    }

    public static TheoryData<bool, bool, double> Cases => new(
        from pooled in new[] { false, true } from shared in new[] { false, true } from phi in new[] { 1, 0.8 } select (pooled, shared, phi));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_is_that_of_central_differences(bool pooled, bool shared, double phi)
    {
        MechanismIr model = Changed(n => n with { Pooled = pooled, Smoothness = n.Name == "beta" ? 0.3 : null }, reporting: true);
        MechanismKernel kernel = Epidemics.Compile(model);
        TwinObjectiveTests.GradientAgrees(new TwinObjective(model, kernel, Epidemics.Empty(kernel, 30, 3), new() { Persistence = phi, WeekdayFactors = false }, shared));
    }

    [Fact]
    public void A_range_below_zero_is_judged_by_differences()
    {
        MechanismIr model = Changed(n => n with { Min = -1, Max = 3 });
        MechanismKernel kernel = Epidemics.Compile(model);
        TwinObjectiveTests.GradientAgrees(new TwinObjective(model, kernel, Epidemics.Empty(kernel, 30, 1), new() { WeekdayFactors = false }, sharedPaths: false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Free_path_of_a_pooled_parameter_reaches_every_local_path(int lanes)
    {
        ParameterGrid grid = new([new NeuralSymbol("beta", Unit.One, 0.1, 2, Cadence.Weekly, null, null, Place.None) { Pooled = true }], 1, 28, 28, lanes);
        var path = new FreePath(grid, new());
        Assert.Equal(lanes == 1 ? 4 : (1 + lanes) * 4, path.Count);
        var random = new Random(4);
        double[] x = [.. Enumerable.Range(0, path.Count).Select(_ => random.NextDouble() - 0.5)];
        double[] g = [.. Enumerable.Range(0, grid.Size).Select(_ => random.NextDouble() - 0.5)];
        double[] raw = new double[grid.Size], back = new double[path.Count];
        path.Expand(x, raw);
        double expected = raw.Zip(g, (a, b) => a * b).Sum();
        path.Contract(g, back);
        // Contract is the adjoint of Expand: sums of at most a hundred products of order one.
        Assert.Equal(expected, x.Zip(back, (a, b) => a * b).Sum(), 1e-12);
    }

    private static MechanismIr Changed(Func<NeuralSymbol, NeuralSymbol> change, bool reporting = false)
    {
        MechanismIr model = Epidemics.Seirm(reporting: reporting);
        return new(model.Name, null, [.. model.Symbols.Select(s => s is NeuralSymbol n ? change(n) : s)], model.Statements, model.Scheme, model.SubSteps);
    }

    // The objective, and logarithms of a rough path of beta, one a week and lane.
    private static (TwinObjective Objective, double[] X) Path(int lanes, CalibrationSettings settings, MechanismIr? model = null)
    {
        model ??= Epidemics.Seirm();
        MechanismKernel kernel = Epidemics.Compile(model);
        var objective = new TwinObjective(model, kernel, Epidemics.Empty(kernel, Steps, lanes), settings with { WeekdayFactors = false }, sharedPaths: false);
        var random = new Random(8);
        return (objective, [.. Enumerable.Range(0, objective.Grid.Size).Select(_ => Math.Log(0.4) + random.NextDouble() - 0.5)]);
    }

    private static double Value(TwinObjective objective, double[] logs)
    {
        double[] raw = [.. logs.Select(x => objective.Trajectory.NeuralTransform(0).Raw(Math.Exp(x)))];
        return objective.Evaluate(raw, new double[objective.LearnedCount], [], new double[raw.Length], new double[objective.LearnedCount], []);
    }

    private static double[] SolveByElimination(double[] matrix, double[] right)
    {
        int n = right.Length;
        double[] a = [.. matrix], x = [.. right];
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                double factor = i == k ? 0 : a[i * n + k] / a[k * n + k];
                for (int j = 0; j < n; j++)
                {
                    a[i * n + j] -= factor * a[k * n + j];
                }

                x[i] -= factor * x[k];
            }
        }

        return [.. x.Select((v, i) => v / a[i * n + i])];
    }
}
