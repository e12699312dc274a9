using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// What a calibration minimises, per observation: the loss of the simulated observations, a random-walk penalty on the
/// logarithms of time-varying parameters, and weak priors on learned values and weekday factors. Not thread-safe.
/// </summary>
internal sealed class TwinObjective
{
    private const int Weekdays = 7;

    // Standard deviations of the priors: a learned value stays off its bounds unless the data push it there;
    // weekday factors are within a factor of two or so of one.
    private const double LearnedSpread = 3;
    private const double WeekdaySpread = 0.5;

    private readonly ObservationLoss _loss;
    private readonly double _smoothness;
    private readonly bool _sharedPaths;
    private readonly double[] _factors = new double[Weekdays];
    private readonly double[] _factorGradient = new double[Weekdays];

    /// <param name="model">The mechanism.</param>
    /// <param name="kernel">Compiled from it.</param>
    /// <param name="data">To be matched.</param>
    /// <param name="settings">Penalties.</param>
    /// <param name="sharedPaths">True where all lanes follow one walk, whose prior counts once and not once a lane.</param>
    public TwinObjective(MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibrationSettings settings, bool sharedPaths)
    {
        _sharedPaths = sharedPaths;
        Data = data;
        var neurals = kernel.Layout.Neurals.Select(name => (NeuralSymbol)model.Find(name)!);
        Grid = new ParameterGrid([.. neurals], data.StepDays, data.TrainSteps, data.TrainSteps, data.Lanes);
        Trajectory = new Trajectory(model, kernel, data, Grid);
        _loss = new ObservationLoss(data);
        _smoothness = settings.Smoothness;
        WeekdayCount = settings.WeekdayFactors && _loss.HasWeekdays && data.TrainSteps >= 4 * Weekdays ? Weekdays : 0;
    }

    public CalibrationData Data { get; }

    public ParameterGrid Grid { get; }

    public Trajectory Trajectory { get; }

    public int LearnedCount => Trajectory.LearnedCount;

    /// <summary>Seven where weekday factors are learned, else none.</summary>
    public int WeekdayCount { get; }

    /// <summary>
    /// The objective and its gradient (overwritten). NaN or infinity where the simulation overflows.
    /// </summary>
    public double Evaluate(
        ReadOnlySpan<double> raw,
        ReadOnlySpan<double> learned,
        ReadOnlySpan<double> weekday,
        Span<double> rawGradient,
        Span<double> learnedGradient,
        Span<double> weekdayGradient)
    {
        rawGradient.Clear();
        learnedGradient.Clear();
        weekdayGradient.Clear();
        WeekdayFactors(weekday, _factors);
        Trajectory.SetLearned(learned);
        Trajectory.SetNeural(raw);
        MechanismKernel kernel = Trajectory.Kernel;
        kernel.Start(Trajectory.Buffers);
        kernel.Simulate(Trajectory.Buffers, 0, Data.TrainSteps);

        Array.Clear(_factorGradient);
        double total = _loss.Evaluate(Trajectory.Buffers, _factors, _factorGradient);
        if (!double.IsFinite(total))
        {
            return total;
        }

        kernel.Differentiate(Trajectory.Buffers, 0, Data.TrainSteps, throughStart: true);
        Trajectory.Gather(raw, learned, rawGradient, learnedGradient);
        AddWeekdays(weekday, weekdayGradient, ref total);
        AddSmoothness(raw, rawGradient, ref total);
        for (int q = 0; q < learned.Length; q++)
        {
            total += 0.5 * learned[q] * learned[q] / (LearnedSpread * LearnedSpread);
            learnedGradient[q] += learned[q] / (LearnedSpread * LearnedSpread);
        }

        double scale = 1.0 / Math.Max(_loss.Count, 1);
        Scale(rawGradient, scale);
        Scale(learnedGradient, scale);
        Scale(weekdayGradient, scale);
        return total * scale;
    }

    /// <summary>
    /// Lowers the floor of the residual variance where the last evaluation came near it; false where it is as low as it goes
    /// or the residuals are far above it.
    /// </summary>
    public bool LowerFloor()
    {
        if (_loss.Floor <= ObservationLoss.LastFloor || !(_loss.LeastShare < 10 * _loss.Floor))
        {
            return false;
        }

        _loss.Floor *= 1e-3;
        return true;
    }

    /// <summary>Observed cells: multiplies the objective to have a log-posterior.</summary>
    public int ObservationCount => _loss.Count;

    /// <summary>exp(w - mean w) for each weekday; ones where none are learned.</summary>
    public static void WeekdayFactors(ReadOnlySpan<double> weekday, Span<double> factors)
    {
        factors.Fill(1);
        if (weekday.Length == 0)
        {
            return;
        }

        double mean = 0;
        foreach (double w in weekday)
        {
            mean += w / weekday.Length;
        }

        for (int d = 0; d < weekday.Length; d++)
        {
            factors[d] = Math.Exp(weekday[d] - mean);
        }
    }

    private void AddWeekdays(ReadOnlySpan<double> weekday, Span<double> gradient, ref double total)
    {
        if (weekday.Length == 0)
        {
            return;
        }

        double mean = 0;
        foreach (double g in _factorGradient)
        {
            mean += g / Weekdays;
        }

        for (int d = 0; d < weekday.Length; d++)
        {
            total += 0.5 * weekday[d] * weekday[d] / (WeekdaySpread * WeekdaySpread);
            gradient[d] += _factorGradient[d] - mean + weekday[d] / (WeekdaySpread * WeekdaySpread);
        }
    }

    private void AddSmoothness(ReadOnlySpan<double> raw, Span<double> gradient, ref double total)
    {
        int lanes = Grid.Lanes;
        ReadOnlySpan<double> values = Trajectory.NeuralValues;
        for (int p = 0; p < Grid.Neurals.Length; p++)
        {
            if (Grid.IsConstant(p))
            {
                continue;
            }

            BoundedTransform transform = Trajectory.NeuralTransform(p);
            double precision = 1 / (_smoothness * _smoothness * Grid.SegmentWeeks(p) * (_sharedPaths ? lanes : 1));
            int end = Grid.Offset(p) + (Grid.Segments(p) - 1) * lanes;
            for (int i = Grid.Offset(p); i < end; i++)
            {
                int j = i + lanes;
                double difference = Math.Log(values[j] / values[i]);
                total += 0.5 * precision * difference * difference;
                gradient[j] += precision * difference * transform.Derivative(raw[j]) / values[j];
                gradient[i] -= precision * difference * transform.Derivative(raw[i]) / values[i];
            }
        }
    }

    private static void Scale(Span<double> values, double factor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
