using System.Runtime.CompilerServices;
using NimmGen.Compile;

namespace NimmGen.Learn;

/// <summary>
/// Half the number of observations times the logarithm of the mean squared residual, one term a target: the Gaussian
/// likelihood with its variance profiled out (Seber and Wild 1989, Nonlinear Regression, section 2.2), so targets of
/// different size need no weights. On the raw scale its minimum is that of the root mean square error.
/// </summary>
internal sealed class ObservationLoss
{
    private const int Weekdays = 7;

    /// <summary>Where the search for a minimum begins.</summary>
    public const double FirstFloor = 1e-3;

    /// <summary>Where it ends: noise-free data are fitted to about nine digits.</summary>
    public const double LastFloor = 1e-18;

    private readonly CalibrationData _data;
    private readonly Term[] _terms;

    public ObservationLoss(CalibrationData data)
    {
        _data = data;
        _terms = [.. data.Targets.Select(t => new Term(t))];
        Count = _terms.Sum(t => t.Count);
        HasWeekdays = data.Targets.Any(t => t.Weekdays);
    }

    /// <summary>
    /// Share of a target's variance below which a residual variance no longer counts. A target that is matched to the last
    /// digit would otherwise outweigh all others in the gradient; so it is lowered as the fit gets better.
    /// </summary>
    public double Floor { get; set; } = FirstFloor;

    /// <summary>The smallest residual variance of a target in the last evaluation, as a share of the target's variance.</summary>
    public double LeastShare { get; private set; } = double.PositiveInfinity;

    /// <summary>Observed cells over all targets.</summary>
    public int Count { get; }

    public bool HasWeekdays { get; }

    /// <summary>
    /// The loss; writes its derivative by the modelled observations into the buffers' adjoint, and adds the one by the
    /// logarithms of the weekday factors.
    /// </summary>
    /// <param name="buffers">Simulated over the training steps.</param>
    /// <param name="factors">Seven factors, by weekday; all one where none are learned.</param>
    /// <param name="factorGradient">Seven entries, added to.</param>
    // Optimised from the first call on, as all loops of a training: most calibrations end before the runtime gets to it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Evaluate(SimulationBuffers buffers, ReadOnlySpan<double> factors, Span<double> factorGradient)
    {
        Array.Clear(buffers.ObservationAdjoint);
        double total = 0;
        LeastShare = double.PositiveInfinity;
        foreach (Term term in _terms)
        {
            // A series that nobody observed has no likelihood; its logarithm would be 0 / 0.
            if (term.Count == 0)
            {
                continue;
            }

            double sum = 0;
            for (int step = 0; step < _data.TrainSteps; step++)
            {
                double factor = term.Target.Weekdays ? factors[Weekday(step)] : 1;
                ReadOnlySpan<double> modelled = buffers.ObservationLanes(step, term.Target.Observation);
                ReadOnlySpan<double> observed = term.Scaled.AsSpan(step * _data.Lanes, _data.Lanes);
                for (int l = 0; l < observed.Length; l++)
                {
                    if (!double.IsNaN(observed[l]))
                    {
                        double residual = term.Scale(modelled[l] * factor) - observed[l];
                        sum += residual * residual;
                    }
                }
            }

            double floor = Floor * term.Variance * term.Count;
            LeastShare = Math.Min(LeastShare, sum / (term.Variance * Math.Max(term.Count, 1)));
            total += 0.5 * term.Count * Math.Log((sum + floor) / (term.Variance * term.Count));
            double weight = term.Count / (sum + floor);
            for (int step = 0; step < _data.TrainSteps; step++)
            {
                int weekday = Weekday(step);
                double factor = term.Target.Weekdays ? factors[weekday] : 1;
                ReadOnlySpan<double> modelled = buffers.ObservationLanes(step, term.Target.Observation);
                ReadOnlySpan<double> observed = term.Scaled.AsSpan(step * _data.Lanes, _data.Lanes);
                Span<double> adjoint = buffers.ObservationAdjointLanes(step, term.Target.Observation);
                for (int l = 0; l < observed.Length; l++)
                {
                    if (!double.IsNaN(observed[l]))
                    {
                        double value = modelled[l] * factor;
                        double slope = weight * (term.Scale(value) - observed[l]) * term.Slope(value);
                        adjoint[l] += slope * factor;
                        if (term.Target.Weekdays)
                        {
                            factorGradient[weekday] += slope * value;
                        }
                    }
                }
            }
        }

        return total;
    }

    private int Weekday(int step) => (step + _data.FirstWeekday) % Weekdays;

    private sealed class Term
    {
        private readonly double _offset;

        public Term(TargetSeries target)
        {
            Target = target;
            double sum = 0;
            foreach (double value in target.Values)
            {
                if (!double.IsNaN(value))
                {
                    sum += Math.Abs(value);
                    Count++;
                }
            }

            double mean = Count == 0 ? 0 : sum / Count;

            // Keeps the slope of the root finite at zero and one missing case from being an infinite relative error.
            _offset = target.Scale == LossScale.Raw ? 0 : Math.Max(1e-3 * mean, 1e-12) * (target.Scale == LossScale.Log ? 10 : 1);
            Scaled = [.. target.Values.Select(v => double.IsNaN(v) ? double.NaN : Scale(v))];
            double scaledMean = Scaled.Where(v => !double.IsNaN(v)).DefaultIfEmpty().Average();
            double squares = Scaled.Where(v => !double.IsNaN(v)).Sum(v => (v - scaledMean) * (v - scaledMean));
            Variance = Count == 0 ? 1 : Math.Max(squares / Count, 1e-12 * Math.Max(scaledMean * scaledMean, 1e-12));
        }

        public TargetSeries Target { get; }

        public double[] Scaled { get; }

        public int Count { get; }

        /// <summary>Of the scaled observations: the loss of their mean is zero.</summary>
        public double Variance { get; }

        public double Scale(double value) => Target.Scale switch
        {
            LossScale.SquareRoot => Math.Sqrt(Math.Max(value, 0) + _offset),
            LossScale.Log => Math.Log(Math.Max(value, 0) + _offset),
            _ => value,
        };

        public double Slope(double value) => Target.Scale switch
        {
            LossScale.SquareRoot => value < 0 ? 0 : 0.5 / Math.Sqrt(value + _offset),
            LossScale.Log => value < 0 ? 0 : 1 / (value + _offset),
            _ => 1,
        };
    }
}
