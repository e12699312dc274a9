using System.Collections.Immutable;
using NimmGen.Data;

namespace NimmGen.Evaluate;

/// <summary>Measures how a calibrated twin misses what it was fitted to and what it forecast on the validation origins.</summary>
internal static class Residuals
{
    // A fitted series that is a fortnight late is another epidemic.
    private const int MostLag = 14;

    public static ResidualSummary Of(ForecastTask task, RollingEvaluation evaluation, RollingResult result)
    {
        TwinAtOrigin twin = TwinExplanation.Of(evaluation, result.Last, result.LastData!, result.Extension);
        double[] fitted = Sum(task, twin.Fitted.AsSpan()), observed = Sum(task, Observed(task, 0, twin.TrainSteps));
        double[] early = [], late = [], errors = [], truth = [];
        int quarter = Math.Max(1, task.Horizon / 4);
        foreach (OriginForecast forecast in result.Forecasts)
        {
            double[] expected = Sum(task, forecast.Values.AsSpan()), came = Sum(task, Observed(task, forecast.TrainSteps, forecast.TrainSteps + task.Horizon));
            double[] error = [.. expected.Zip(came, (e, c) => e - c)];
            errors = [.. errors, .. error];
            truth = [.. truth, .. came];
            early = [.. early, .. error.Take(quarter)];
            late = [.. late, .. error.TakeLast(quarter)];
        }

        double[] residual = [.. fitted.Zip(observed, (f, o) => f - o)];
        int third = residual.Length / 3;
        return new(result.Calibrator, twin.Parameters)
        {
            ForecastBias = Mean(errors) / Mean(truth),
            FitBias = Mean(residual) / Mean(observed),
            Trend = (Mean(residual[^third..]) - Mean(residual[..third])) / Mean(observed),
            Autocorrelation = Correlation.Of(residual.AsSpan()[..^1], residual.AsSpan()[1..]),
            Lag = BestLag(fitted, observed),
            Weekdays = task.Panel.Step == TimeStep.Day && !task.Panel.Card.CountsSteps ? Weekdays(task, fitted, observed) : [],
            Early = Root(early),
            Late = Root(late),
        };
    }

    private static double[] Sum(ForecastTask task, ReadOnlySpan<double> values) =>
        Metrics.Aggregate(values, Metrics.Reporting(task), task.Panel.LocationCount, task.Aggregate);

    private static ReadOnlySpan<double> Observed(ForecastTask task, int from, int to) =>
        task.Panel.Values(task.Target.Name)[(from * task.Panel.LocationCount)..(to * task.Panel.LocationCount)];

    private static int BestLag(double[] fitted, double[] observed)
    {
        (int best, double highest) = (0, double.NegativeInfinity);
        int most = Math.Min(MostLag, fitted.Length / 4);
        foreach (int lag in Enumerable.Range(-most, 2 * most + 1).OrderBy(Math.Abs))
        {
            double r = lag >= 0 ? Correlation.Of(fitted.AsSpan()[lag..], observed.AsSpan()[..^lag]) : Correlation.Of(fitted.AsSpan()[..^-lag], observed.AsSpan()[-lag..]);
            (best, highest) = r > highest + 1e-9 ? (lag, r) : (best, highest);
        }

        return best;
    }

    private static ImmutableArray<double> Weekdays(ForecastTask task, double[] fitted, double[] observed)
    {
        var ratios = new double[7];
        for (int day = 0; day < 7; day++)
        {
            int[] steps = [.. Enumerable.Range(0, fitted.Length).Where(t => ((int)task.Panel.Times[t].DayOfWeek + 6) % 7 == day && double.IsFinite(observed[t]))];
            double expected = steps.Sum(t => fitted[t]);
            ratios[day] = steps.Length > 0 && expected > 0 ? steps.Sum(t => observed[t]) / expected : double.NaN;
        }

        return [.. ratios];
    }

    private static double Mean(double[] values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static double Root(double[] errors) => Math.Sqrt(Mean([.. errors.Select(e => e * e)]));
}
