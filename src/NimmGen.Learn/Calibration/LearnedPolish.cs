using NimmGen.Compile;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Learn;

/// <summary>
/// Levenberg-Marquardt (Marquardt 1963, SIAM J. Appl. Math. 11:431-441) for a few learned values and squared residuals: what brings a
/// noise-free task from where L-BFGS stalls to the last digits. The curvature is that of Gauss and Newton at the residual variances
/// of the point, from exact sensitivities: one reverse sweep a target and step gives the derivatives of all lanes.
/// </summary>
internal sealed class LearnedPolish
{
    private const int MostParameters = 32;
    private const int MostSweeps = 400;
    private const int Iterations = 100;
    private const double LargestDamping = 1e10;

    /// <summary>Decrease of the objective per observation below which an iteration gained nothing.</summary>
    private const double Least = 1e-9;

    private readonly TwinObjective _objective;
    private readonly int _count;
    private readonly double[] _gradient;

    private LearnedPolish(TwinObjective objective)
    {
        _objective = objective;
        _count = objective.LearnedCount;
        _gradient = new double[_count];
    }

    /// <summary>Null where it does not apply: with neural parameters, closures, weekday factors, coupled lanes or a likelihood of counts.</summary>
    public static LearnedPolish? For(TwinObjective objective)
    {
        KernelLayout layout = objective.Trajectory.Kernel.Layout;
        int sweeps = objective.Loss.Terms.Length * objective.Data.TrainSteps;
        return layout.Neurals.IsEmpty && layout.WeightCount == 0 && objective.WeekdayCount == 0 && !objective.Trajectory.Kernel.CouplesLanes
            && layout.Learneds.Length is > 0 and <= MostParameters && sweeps is > 0 and <= MostSweeps && objective.Loss.Terms.All(t => t is ProfiledLoss)
            ? new(objective)
            : null;
    }

    /// <summary>Minimises from raw learned values, which are left at the best point; returns the objective there.</summary>
    public double Minimise(double[] learned, CancellationToken cancellation)
    {
        double value = Evaluate(learned), damping = 1e-3;
        for (int i = 0; i < Iterations && double.IsFinite(value); i++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] curvature = Curvature(learned);
            double[] gradient = [.. _gradient.Select(g => g * _objective.ObservationCount)];
            double before = value;
            while (damping <= LargestDamping)
            {
                double[]? next = Step(learned, curvature, gradient, damping);
                double there = next is null ? double.NaN : Evaluate(next);
                if (there < value)
                {
                    next!.CopyTo(learned, 0);
                    value = there;
                    damping = Math.Max(damping / 10, 1e-14);
                    break;
                }

                damping *= 10;
            }

            if (!(before - value > Least))
            {
                if (!_objective.LowerFloor())
                {
                    break;
                }

                damping = 1e-3;
                value = Evaluate(learned);
            }
        }

        return Evaluate(learned);
    }

    private double Evaluate(double[] learned) => _objective.Evaluate([], learned, [], [], _gradient, []);

    private double[]? Step(double[] learned, double[] curvature, double[] gradient, double damping)
    {
        double[] system = [.. curvature];
        for (int q = 0; q < _count; q++)
        {
            system[q * _count + q] *= 1 + damping;
        }

        if (!Cholesky.Factor(system, _count))
        {
            return null;
        }

        double[] step = Cholesky.Solve(system, _count, gradient);
        double[] next = [.. learned.Zip(step, (x, d) => x - d)];

        // Far out the sigmoid is flat: a step that long only means that the curvature was too small.
        return step.All(d => Math.Abs(d) < 20) ? next : null;
    }

    /// <summary>J'J / variance summed over targets, and the priors, both triangles; residual variances are those of the last evaluation.</summary>
    public double[] Curvature(double[] learned)
    {
        _objective.Simulate([], learned);
        Trajectory trajectory = _objective.Trajectory;
        SimulationBuffers b = trajectory.Buffers;
        var sum = new double[_count * _count];
        double[] slopes = [.. Enumerable.Range(0, _count).Select(q => trajectory.LearnedTransform(q).Derivative(learned[q]))];
        var row = new double[_count];
        foreach (ProfiledLoss term in _objective.Loss.Terms.Cast<ProfiledLoss>())
        {
            double precision = 1 / (term.Variance * (term.Share + term.Floor));
            for (int step = 0; step < _objective.Data.TrainSteps; step++)
            {
                Array.Clear(b.ObservationAdjoint);
                b.ObservationAdjointLanes(step, term.Target.Observation).Fill(1);
                trajectory.Kernel.Differentiate(b, 0, step + 1, throughStart: true);
                ReadOnlySpan<double> modelled = b.ObservationLanes(step, term.Target.Observation);
                for (int l = 0; l < b.Lanes; l++)
                {
                    int cell = step * b.Lanes + l;
                    double weight = double.IsNaN(term.Target.Values[cell]) ? 0 : precision * (term.Target.Weights?[cell] ?? 1);
                    if (weight > 0)
                    {
                        double scale = term.ResidualSlope(modelled[l]);
                        for (int q = 0; q < _count; q++)
                        {
                            row[q] = scale * slopes[q] * b.LearnedAdjointByLane[q * b.Stride + l];
                        }

                        AddOuter(row, weight, sum);
                    }
                }
            }
        }

        for (int q = 0; q < _count; q++)
        {
            sum[q * _count + q] += TwinObjective.LearnedPrecision;
            for (int r = 0; r < q; r++)
            {
                sum[r * _count + q] = sum[q * _count + r];
            }
        }

        return sum;
    }

    private static void AddOuter(double[] row, double weight, double[] sum)
    {
        for (int i = 0; i < row.Length; i++)
        {
            double left = weight * row[i];
            for (int j = 0; j <= i; j++)
            {
                sum[i * row.Length + j] += left * row[j];
            }
        }
    }
}
