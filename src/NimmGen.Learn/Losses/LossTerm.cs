using System.Runtime.CompilerServices;
using NimmGen.Compile;

namespace NimmGen.Learn;

/// <summary>
/// What one observed series adds to the loss: a negative log-likelihood, up to a constant. Cells that are missing (NaN) or of weight
/// zero do not count.
/// </summary>
internal abstract class LossTerm
{
    protected const int Weekdays = 7;

    private readonly CalibrationData _data;
    private readonly LaneParts _parts;
    private readonly double[] _partial;

    protected LossTerm(TargetSeries target, CalibrationData data, LaneParts parts)
    {
        (Target, _data, _parts) = (target, data, parts);
        _partial = new double[parts.Count * Weekdays];
        for (int i = 0; i < target.Values.Length; i++)
        {
            double weight = target.Weights?[i] ?? 1;
            if (!double.IsNaN(target.Values[i]) && weight > 0)
            {
                Count++;
                Weight += weight;
                Mean += weight * Math.Abs(target.Values[i]);
            }
        }

        Mean = Weight > 0 ? Mean / Weight : 0;
        Observed = target.Values;
    }

    public TargetSeries Target { get; }

    /// <summary>Cells that count.</summary>
    public int Count { get; }

    /// <summary>The sum of their weights: observations that they stand for.</summary>
    public double Weight { get; }

    /// <summary>Weighted mean of absolute values.</summary>
    protected double Mean { get; }

    /// <summary>As the cells want them: on the scale where residuals are taken.</summary>
    protected double[] Observed { get; init; }

    /// <summary>The loss; adds its derivatives to the buffers' adjoint, by log weekday factors and by learned values.</summary>
    /// <param name="buffers">Simulated over the training steps.</param>
    /// <param name="factors">Seven, by weekday.</param>
    /// <param name="factorGradient">Seven, added to.</param>
    /// <param name="learnedGradient">By learned values in their units, added to.</param>
    public abstract double Evaluate(SimulationBuffers buffers, double[] factors, double[] factorGradient, double[] learnedGradient);

    /// <summary>The sum over all cells that count, times their weights.</summary>
    protected double Sum<TCell>(SimulationBuffers buffers, double[] factors, TCell cell)
        where TCell : struct, ICellLoss
    {
        Array.Clear(_partial);
        _parts.Run((from, to) =>
        {
            for (int step = 0; step < _data.TrainSteps; step++)
            {
                for (int part = from; part < to; part++)
                {
                    AddSumOf(buffers, factors, cell, step, part);
                }
            }
        });
        double total = 0;
        for (int part = 0; part < _parts.Count; part++)
        {
            total += _partial[part * Weekdays];
        }

        return total;
    }

    /// <summary>Adds <paramref name="scale"/> times the derivative of <see cref="Sum"/>.</summary>
    protected void AddSlopes<TCell>(SimulationBuffers buffers, double[] factors, double[] factorGradient, TCell cell, double scale)
        where TCell : struct, ICellLoss
    {
        Array.Clear(_partial);
        _parts.Run((from, to) =>
        {
            for (int step = 0; step < _data.TrainSteps; step++)
            {
                for (int part = from; part < to; part++)
                {
                    AddSlopesOf(buffers, factors, cell, scale, step, part);
                }
            }
        });
        for (int i = 0; i < _partial.Length; i++)
        {
            factorGradient[i % Weekdays] += _partial[i];
        }
    }

    private double Factor(double[] factors, int step) => Target.Weekdays ? factors[Weekday(step)] : 1;

    private int Weekday(int step) => (step + _data.FirstWeekday) % Weekdays;

    // Optimised from the first call on, as all loops of a training: most calibrations end before the runtime gets to it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSumOf<TCell>(SimulationBuffers buffers, double[] factors, TCell cell, int step, int part)
        where TCell : struct, ICellLoss
    {
        int first = _parts.FirstLane(part), count = _parts.FirstLane(part + 1) - first;
        double sum = _partial[part * Weekdays], factor = Factor(factors, step);
        ReadOnlySpan<double> modelled = buffers.ObservationLanes(step, Target.Observation).Slice(first, count);
        ReadOnlySpan<double> observed = Observed.AsSpan(step * _data.Lanes + first, count);
        for (int l = 0; l < observed.Length; l++)
        {
            double weight = double.IsNaN(observed[l]) ? 0 : Target.Weights is null ? 1 : Target.Weights[step * _data.Lanes + first + l];
            if (weight > 0)
            {
                sum += weight * cell.Value(modelled[l] * factor, observed[l]);
            }
        }

        _partial[part * Weekdays] = sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSlopesOf<TCell>(SimulationBuffers buffers, double[] factors, TCell cell, double scale, int step, int part)
        where TCell : struct, ICellLoss
    {
        int first = _parts.FirstLane(part), count = _parts.FirstLane(part + 1) - first;
        double factor = Factor(factors, step), byFactor = 0;
        ReadOnlySpan<double> modelled = buffers.ObservationLanes(step, Target.Observation).Slice(first, count);
        ReadOnlySpan<double> observed = Observed.AsSpan(step * _data.Lanes + first, count);
        Span<double> adjoint = buffers.ObservationAdjointLanes(step, Target.Observation).Slice(first, count);
        for (int l = 0; l < observed.Length; l++)
        {
            double weight = double.IsNaN(observed[l]) ? 0 : Target.Weights is null ? 1 : Target.Weights[step * _data.Lanes + first + l];
            if (weight > 0)
            {
                double value = modelled[l] * factor;
                double slope = scale * weight * cell.Slope(value, observed[l]);
                adjoint[l] += slope * factor;
                byFactor += slope * value;
            }
        }

        if (Target.Weekdays)
        {
            _partial[part * Weekdays + Weekday(step)] += byFactor;
        }
    }
}
