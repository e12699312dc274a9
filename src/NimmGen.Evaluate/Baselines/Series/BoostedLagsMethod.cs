using NimmGen.Data;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// Boosted trees on the last values of the target: one model for all locations that predicts the next step and is fed its own
/// predictions. Counts are taken to log(1 + y).
/// </summary>
public sealed class BoostedLagsMethod : ForecastMethod
{
    private const int Trees = 200;
    private const int Depth = 3;
    private const double Rate = 0.05;
    private const int LagsOfDays = 14;
    private const int LagsOfWeeks = 8;

    public override string Name => "boosted-lags";

    public override string Title => "gradient-boosted lags";

    public override string Settings => $"{Trees} trees of depth {Depth}, rate {Rate}, {LagsOfDays} days or {LagsOfWeeks} weeks, log(1+y) of counts";

    public override bool Seeded => true;

    protected override bool Cheap => false;

    protected override string? WhyNot(ForecastTask task) =>
        task.TestOrigins[0].TrainSteps < 3 * LagsOfDays ? $"needs {3 * LagsOfDays} steps of training, got {task.TestOrigins[0].TrainSteps}" : null;

    protected override double[] Forecast(ForecastTask task, Origin origin, CellContext context)
    {
        Panel known = task.Known(origin);
        bool daily = known.Step == TimeStep.Day, log = task.Target.IsCount;
        int lags = daily ? LagsOfDays : LagsOfWeeks, locations = known.LocationCount;
        List<double>[] series = [.. Enumerable.Range(0, locations).Select(l =>
            SeriesMethod.Filled(known.Series(task.Target.Name, l).AsSpan(0, origin.TrainSteps)).Select(v => log ? Math.Log(1 + v) : v).ToList())];
        double[] Row(List<double> past, int t) => [.. Enumerable.Range(1, lags).Select(k => past[t - k]), .. daily ? (double[])[(t - past.Count + 7000) % 7] : []];

        // Weekdays are counted from the origin, so that a row of the past and one of the future agree.
        int[] lengths = [.. series.Select(s => s.Count)];
        var rows = new List<double[]>();
        var targets = new List<double>();
        foreach (List<double> past in series)
        {
            for (int t = lags; t < past.Count; t++)
            {
                rows.Add(Row(past, t));
                targets.Add(past[t]);
            }
        }

        var model = new GradientBoosting([.. rows], [.. targets], context.Scaled(Trees, 2), Depth, Rate, context.Seed, context.Cancellation);
        var values = new double[task.Horizon * locations];
        Array.Fill(values, double.NaN);
        for (int l = 0; l < locations; l++)
        {
            for (int h = 0; h < task.Horizon && lengths[l] > lags; h++)
            {
                double[] row = [.. Enumerable.Range(1, lags).Select(k => series[l][^k]), .. daily ? (double[])[h % 7] : []];
                double next = model.Predict(row);
                series[l].Add(next);
                values[h * locations + l] = Math.Max(0, log ? Math.Exp(next) - 1 : next);
            }
        }

        return values;
    }
}
