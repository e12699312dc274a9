using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// What a calibration minimises, per observation: the loss of the simulated observations, the penalty of parameters over time and
/// between locations (<see cref="PathPenalty"/>), and weak priors on learned values and weekday factors. Not thread-safe.
/// </summary>
internal sealed class TwinObjective
{
    private const int Weekdays = 7;

    // Standard deviations of the priors: a learned value stays off its bounds unless the data push it there;
    // weekday factors are within a factor of two or so of one.
    private const double LearnedSpread = 3;
    private const double WeekdaySpread = 0.5;

    /// <summary>Of the prior of raw learned values.</summary>
    public const double LearnedPrecision = 1 / (LearnedSpread * LearnedSpread);

    private readonly ObservationLoss _loss;
    private readonly PathPenalty _penalty;
    private readonly LaneParts _parts;
    private readonly double[] _factors = new double[Weekdays];
    private readonly double[] _factorGradient = new double[Weekdays];
    private readonly double[] _learnedSlope;

    /// <param name="model">The mechanism.</param>
    /// <param name="kernel">Compiled from it.</param>
    /// <param name="data">To be matched.</param>
    /// <param name="settings">Penalties.</param>
    /// <param name="sharedPaths">True where all lanes follow one walk, whose prior counts once and not once a lane.</param>
    public TwinObjective(MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibrationSettings settings, bool sharedPaths)
    {
        Data = data;
        var neurals = kernel.Layout.Neurals.Select(name => (NeuralSymbol)model.Find(name)!);
        Grid = new ParameterGrid([.. neurals], data.StepDays, data.TrainSteps, data.TrainSteps, data.Lanes);
        Trajectory = new Trajectory(model, kernel, data, Grid);
        _parts = new LaneParts(data.Lanes, settings.Threads, kernel.CouplesLanes);
        _loss = new ObservationLoss(model, kernel.Layout, data, settings.Loss, _parts);
        _penalty = new PathPenalty(Grid, settings, sharedPaths);
        _learnedSlope = new double[kernel.Layout.Learneds.Length];
        WeekdayCount = settings.WeekdayFactors && _loss.HasWeekdays && data.TrainSteps >= 4 * Weekdays ? Weekdays : 0;
    }

    public CalibrationData Data { get; }

    public ObservationLoss Loss => _loss;

    /// <summary>The loss of the last evaluation, without penalties.</summary>
    public double LastLoss { get; private set; }

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
        Simulate(raw, learned);
        Array.Clear(_factorGradient);
        Array.Clear(_learnedSlope);
        double total = LastLoss = _loss.Evaluate(Trajectory.Buffers, _factors, _factorGradient, _learnedSlope);
        if (!double.IsFinite(total))
        {
            return total;
        }

        MechanismKernel kernel = Trajectory.Kernel;
        _parts.Run((from, to) =>
        {
            int first = _parts.FirstLane(from), count = _parts.FirstLane(to) - first;
            kernel.DifferentiateLanes(Trajectory.Buffers, 0, Data.TrainSteps, throughStart: true, first, count);
            Trajectory.Gather(first, count);
        });
        Trajectory.Buffers.SumLearnedAdjoint();
        Trajectory.AddGradient(raw, learned, rawGradient, learnedGradient);
        for (int q = 0; q < _learnedSlope.Length; q++)
        {
            learnedGradient[q] += _learnedSlope[q] * Trajectory.LearnedTransform(q).Derivative(learned[q]);
        }

        AddWeekdays(weekday, weekdayGradient, ref total);
        total += _penalty.Add(Trajectory, raw, rawGradient);
        for (int q = 0; q < learned.Length; q++)
        {
            total += 0.5 * learned[q] * learned[q] * LearnedPrecision;
            learnedGradient[q] += learned[q] * LearnedPrecision;
        }

        double scale = 1.0 / Math.Max(_loss.Count, 1);
        Scale(rawGradient, scale);
        Scale(learnedGradient, scale);
        Scale(weekdayGradient, scale);
        return total * scale;
    }

    /// <summary>Start values and the training steps, from raw values.</summary>
    public void Simulate(ReadOnlySpan<double> raw, ReadOnlySpan<double> learned)
    {
        Trajectory.SetLearned(learned);
        Trajectory.Transform(raw);
        MechanismKernel kernel = Trajectory.Kernel;
        _parts.Run((from, to) =>
        {
            int first = _parts.FirstLane(from), count = _parts.FirstLane(to) - first;
            Trajectory.Scatter(first, count);
            kernel.StartLanes(Trajectory.Buffers, 0, first, count);
            kernel.SimulateLanes(Trajectory.Buffers, 0, Data.TrainSteps, first, count);
        });
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

    private static void Scale(Span<double> values, double factor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
