using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>What a twin was given beside the target, in words and as a plot.</summary>
internal static class CovariateWords
{
    /// <summary>Who reads which series, and what of them it could not see.</summary>
    public static string Given(RunView view)
    {
        ImmutableArray<string> named = [.. view.Covariates.Where(c => c.InMechanism).Select(Name)], read = [.. view.Covariates.Where(c => !c.InMechanism).Select(Name)];
        string equations = named.IsEmpty ? "" : $" {Upper(MechanismWords.List(named))} {(named.Length == 1 ? "enters" : "enter")} the equations.";
        string network = read.IsEmpty ? "" : $" {Upper(MechanismWords.List(read))} {(read.Length == 1 ? "is" : "are")} read by the network alone, which reads every series of the data up to the origin; at most four are shown.";
        string later = view.Covariates.All(c => c.KnownAhead) ? "" : " What came after the origin, dotted, the twin has not seen.";
        return $"Series of the data, on the same axis of time.{equations}{network}{later}";
    }

    /// <summary>One sentence made from the series: its range before the origin and where it stood there.</summary>
    public static string Chart(RunView view, TwinAtOrigin twin, CovariateSeries series)
    {
        double[] seen = [.. series.Values.Take(series.KnownAhead ? series.Values.Length : twin.TrainSteps).Where(double.IsFinite)];
        string over = view.Locations > 1 ? $" (mean of {Figures.Count(view.Locations, "place")})" : "", origin = view.Calendar.Name(twin.TrainSteps);
        string range = seen.Length == 0 ? "" : $"between {Figures.Number(seen.Min())} and {Figures.WithUnit(seen.Max(), series.Unit)}";
        return seen.Length == 0 ? $"{Title(series)}: no value before the origin of {origin}."
            : series.KnownAhead ? $"{Title(series)}{over}: {range}, known beyond the origin."
            : $"{Title(series)}{over}: {range} before the origin of {origin}, {Figures.WithUnit(seen[^1], series.Unit)} just before it.";
    }

    public static string Title(CovariateSeries series) => Upper(Name(series));

    public static string Axis(CovariateSeries series) => Figures.Unit(series.Unit) is { Length: > 0 } unit ? $"{Name(series)} ({unit})" : Name(series);

    /// <summary>What the twin had seen and what came later, over the steps that the parameters reach.</summary>
    public static Plot Plot(RunView view, TwinAtOrigin twin, CovariateSeries series)
    {
        int end = Math.Clamp(twin.TrainSteps + view.Data.Horizon, 0, series.Values.Length), cut = series.KnownAhead ? end : Math.Clamp(twin.TrainSteps, 0, end);
        ImmutableArray<double> Xs(int from, int to) => [.. Enumerable.Range(from, to - from).Select(view.Calendar.Position)];
        Curve given = new(series.KnownAhead ? Name(series) : "before the origin", Xs(0, cut), series.Values[..cut], CurveStyle.Line, 1);
        return new(
            "covariate-" + series.Name.Replace(' ', '-'), $"{view.Data.Title}: {Name(series)}{(view.Locations > 1 ? ", mean of places" : "")}", view.Calendar.HasDates ? "" : view.Calendar.Step,
            Axis(series), view.Calendar.HasDates, cut == end ? [given] : [given, new("after it, not seen", Xs(cut, end), series.Values[cut..end], CurveStyle.Dashed, 3)])
        {
            Rule = view.Calendar.Position(twin.TrainSteps),
        };
    }

    private static string Name(CovariateSeries series) => series.Name.Replace('_', ' ');

    private static string Upper(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
