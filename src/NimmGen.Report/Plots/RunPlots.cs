using System.Collections.Immutable;
using System.Globalization;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>Every figure of a report as a plot: what <c>nimmgen export</c> writes.</summary>
public static class RunPlots
{
    /// <summary>Forecasts of each origin, parameters over time, what it was given, scenarios, residuals and the search, as far as the run has them.</summary>
    public static IEnumerable<Plot> Of(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        RunChecks.Require(run);
        var view = new RunView(run);
        if (view.Samples)
        {
            foreach (Plot plot in SamplePlots.Of(view))
            {
                yield return plot;
            }
        }
        else if (view.Final is { Origins.IsDefaultOrEmpty: false } final)
        {
            foreach (TwinAtOrigin twin in final.Origins)
            {
                yield return Forecast(view, twin);
            }

            foreach (ParameterSeries series in final.Origins[^1].Series)
            {
                yield return Parameter(view, final.Origins[^1], series);
            }

            foreach (CovariateSeries series in view.Covariates)
            {
                yield return CovariateWords.Plot(view, final.Origins[^1], series);
            }

            if (final.Scenarios is { IsDefaultOrEmpty: false } scenarios)
            {
                double[] fitted = view.Aggregate(final.Origins[^1].Fitted.AsSpan(), 0);
                yield return ScenarioPicture.Plot(run, [.. fitted, .. scenarios[0].Winner.Baseline], scenarios);
            }

            if (new Residuals(view) is { Known: true } residuals)
            {
                yield return new(
                    "residuals", $"{view.Data.Title}: relative residuals of the twin", Axis(view), "log(observed / fitted)", view.Calendar.HasDates,
                    [new("residual", [.. Enumerable.Range(0, residuals.Values.Length).Select(view.Calendar.Position)], [.. residuals.Values], CurveStyle.Solid, 1)])
                {
                    Level = 0,
                };
            }
        }

        if (!run.Candidates.IsDefaultOrEmpty)
        {
            yield return Search(view);
        }
    }

    private static string Axis(RunView view) => view.Calendar.HasDates ? "" : view.Calendar.Step;

    private static Plot Forecast(RunView view, TwinAtOrigin twin)
    {
        double[] observed = view.ObservedAggregate(), forecast = view.Aggregate(view.Forecast(twin).AsSpan(), twin.TrainSteps), fitted = view.Aggregate(twin.Fitted.AsSpan(), 0);
        int first = Math.Max(0, twin.TrainSteps - 10 * view.Data.Horizon), end = Math.Min(observed.Length, twin.TrainSteps + 2 * view.Data.Horizon);
        ImmutableArray<double> Xs(int from, int count) => [.. Enumerable.Range(from, Math.Max(0, count)).Select(view.Calendar.Position)];
        ImmutableArray<double> ahead = Xs(twin.TrainSteps, forecast.Length);
        var curves = ImmutableArray.CreateBuilder<Curve>();
        curves.Add(new("observed before the origin", Xs(first, twin.TrainSteps - first), [.. observed[first..Math.Min(twin.TrainSteps, observed.Length)]], CurveStyle.Hollow, 0));
        curves.Add(new("observed after it", Xs(twin.TrainSteps, end - twin.TrainSteps), [.. observed[Math.Min(twin.TrainSteps, end)..end]], CurveStyle.Solid, 0));
        curves.Add(new("twin, fitted", Xs(first, fitted.Length - first), [.. fitted[first..]], CurveStyle.Line, 1));
        curves.Add(new("forecast", ahead, [.. forecast], CurveStyle.Line, 2));
        if (view.Scores?.ChosenNaive is { } name && view.Final!.Naive[name].FirstOrDefault(n => n.TrainSteps == twin.TrainSteps) is { } naive)
        {
            curves.Add(new($"naive: {name}", ahead, [.. view.Aggregate(naive.Values.AsSpan(), twin.TrainSteps)], CurveStyle.Dashed, 3));
        }

        return new(
            $"forecast-{StepNames.Of(view.Run, twin.TrainSteps)}", $"{view.Data.Title}: forecast from {view.Calendar.Name(twin.TrainSteps)}", Axis(view), view.TargetAxis, view.Calendar.HasDates, curves.ToImmutable())
        {
            Bands = view.Bands(twin) is not { } bands ? [] :
            [
                .. RunView.Intervals.Select(p => new Band(
                    string.Create(CultureInfo.InvariantCulture, $"{100 * p:0} %"), ahead, [.. bands.Quantile(0, (1 - p) / 2)], [.. bands.Quantile(0, (1 + p) / 2)], 2)),
            ],
            Rule = view.Calendar.Position(twin.TrainSteps),
        };
    }

    private static Plot Parameter(RunView view, TwinAtOrigin twin, ParameterSeries series)
    {
        int columns = series.Steps.Length == 0 ? 0 : series.Values.Length / series.Steps.Length;
        ImmutableArray<double> xs = [.. series.Steps.Select(view.Calendar.Position)];
        ImmutableArray<double> Quantile(double q) => [.. series.Steps.Select((_, i) =>
        {
            double[] known = [.. series.Values.AsSpan(i * columns, columns).ToArray().Where(double.IsFinite).Order()];
            return known.Length == 0 ? double.NaN : known[(int)Math.Round(q * (known.Length - 1))];
        })];
        return new(
            "parameter-" + series.Name.Replace(' ', '-'), $"{view.Data.Title}: {MechanismWords.Named(view.Final!.Mechanism, series.Name)}", Axis(view),
            Figures.Unit(series.Unit) is { Length: > 0 } unit ? $"{series.Name} ({unit})" : series.Name, view.Calendar.HasDates,
            [new(columns > 1 ? "median of places" : series.Name, xs, Quantile(0.5), CurveStyle.Line, 1)])
        {
            Bands = columns > 1 ? [new("eight of ten places", xs, Quantile(0.1), Quantile(0.9), 1)] : [],
            Rule = view.Calendar.Position(twin.TrainSteps),
            Level = series.Name == "reproduction number" ? 1 : double.NaN,
        };
    }

    private static Plot Search(RunView view)
    {
        CandidateRecord[] scored = [.. view.Run.Candidates.Where(c => double.IsFinite(c.Score))];
        ImmutableArray<double> xs = [.. scored.Select(c => (double)c.Number)];
        return new(
            "search", $"{view.Data.Title}: validation error of the candidates", "candidate", "RMSE", false,
            [
                new("scored", xs, [.. scored.Select(c => c.Score)], CurveStyle.Hollow, 0),
                new("best so far", xs, [.. scored.Select((_, i) => scored.Take(i + 1).Min(c => c.Score))], CurveStyle.Line, 1),
                new("mean so far", xs, [.. scored.Select((_, i) => scored.Take(i + 1).Average(c => c.Score))], CurveStyle.Dashed, 3),
            ])
        {
            Level = view.Scores?.Validation?.Naive.Mean ?? double.NaN,
        };
    }
}
