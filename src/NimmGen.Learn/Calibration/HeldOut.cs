using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>The last days before the origin, which a network does not train on and by which it stops early.</summary>
internal sealed class HeldOut
{
    private readonly ObservationLoss _loss;
    private readonly double[] _factors = new double[7];
    private readonly double[] _factorScratch = new double[7];
    private readonly double[] _learnedScratch;
    private double _lowest = double.PositiveInfinity;
    private int _bestAt;

    private HeldOut(ObservationLoss loss, CalibrationData rest, int learneds) => (_loss, Rest, _learnedScratch) = (loss, rest, new double[learneds]);

    /// <summary>The data with the held-out days masked.</summary>
    public CalibrationData Rest { get; }

    /// <summary>The training's state at its lowest held-out loss so far.</summary>
    public double[]? Best { get; private set; }

    /// <summary>Null where the settings hold nothing out, or where nothing was observed in those days or before them.</summary>
    public static HeldOut? Of(MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibrationSettings settings)
    {
        int steps = (int)Math.Round(settings.HeldOutDays / data.StepDays);
        if (steps <= 0 || steps >= data.TrainSteps)
        {
            return null;
        }

        int split = data.TrainSteps - steps;
        CalibrationData rest = Masked(data, step => step < split), tail = Masked(data, step => step >= split);
        var parts = new LaneParts(data.Lanes, settings.Threads, kernel.CouplesLanes);
        var loss = new ObservationLoss(model, kernel.Layout, tail, settings.Loss, parts);
        bool observed = loss.Count > 0 && rest.Targets.Any(t => t.Weights!.Zip(t.Values).Any(p => p.First > 0 && !double.IsNaN(p.Second)));
        return observed ? new(loss, rest, kernel.Layout.Learneds.Length) : null;
    }

    /// <summary>Scores the training's last evaluation; true where the best is so many iterations old.</summary>
    public bool Stops(NetworkTraining training, int iteration, int patience)
    {
        TwinObjective.WeekdayFactors(training.Weekday, _factors);
        double loss = _loss.Evaluate(training.Objective.Trajectory.Buffers, _factors, _factorScratch, _learnedScratch);
        if (loss < _lowest)
        {
            (_lowest, _bestAt, Best) = (loss, iteration, training.Save());
        }

        return iteration - _bestAt >= patience;
    }

    private static CalibrationData Masked(CalibrationData data, Func<int, bool> keep) => data with
    {
        Targets =
        [
            .. data.Targets.Select(t => t with
            {
                Weights = [.. Enumerable.Range(0, t.Values.Length).Select(i => keep(i / data.Lanes) ? t.Weights?[i] ?? 1 : 0)],
            }),
        ],
    };
}
