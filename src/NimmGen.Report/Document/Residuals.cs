using System.Globalization;

namespace NimmGen.Report;

/// <summary>What the winner's fit at the last origin left over, over all places: log(observed / fitted), a part of one added where values are small.</summary>
internal sealed class Residuals
{
    private const int Week = 7;
    private const int Fewest = 10;
    private const int FewestWeeks = 6;

    // About two standard errors of an autocorrelation of n values that have none is 2 / sqrt(n).
    private const double Errors = 2;

    private readonly RunView _view;

    public Residuals(RunView view)
    {
        _view = view;
        if (view.LastOrigin is not { } twin)
        {
            return;
        }

        double[] fitted = view.Aggregate(twin.Fitted.AsSpan(), 0), observed = view.ObservedAggregate();
        double[] positive = [.. observed.Where(v => v > 0)];
        double start = positive.Length == 0 ? 1 : 0.01 * positive.Average();
        Values = [.. Enumerable.Range(0, Math.Min(Math.Min(fitted.Length, observed.Length), twin.TrainSteps))
            .Select(t => fitted[t] >= 0 && observed[t] >= 0 ? Math.Log((observed[t] + start) / (fitted[t] + start)) : double.NaN)];
    }

    /// <summary>One a step before the origin; NaN where nothing was observed.</summary>
    public double[] Values { get; } = [];

    /// <summary>True where there are enough to speak of.</summary>
    public bool Known => Values.Count(double.IsFinite) >= Fewest;

    /// <summary>Correlation of residuals that lie so many steps apart.</summary>
    public double Autocorrelation(int lag)
    {
        double mean = Values.Where(double.IsFinite).DefaultIfEmpty(0).Average(), product = 0, square = 0;
        for (int t = 0; t < Values.Length; t++)
        {
            double a = Values[t] - mean;
            square += double.IsFinite(a) ? a * a : 0;
            double b = t >= lag ? Values[t - lag] - mean : double.NaN;
            product += double.IsFinite(a * b) ? a * b : 0;
        }

        return square > 0 ? product / square : 0;
    }

    /// <summary>Mean residual of each day of the week, Sunday first; empty where steps are not days, or too few to speak of a pattern.</summary>
    public (string Day, double Mean)[] ByWeekday()
    {
        if (_view.Calendar.Step != "day" || !_view.Calendar.HasDates || Values.Count(double.IsFinite) < FewestWeeks * Week)
        {
            return [];
        }

        return [.. Enumerable.Range(0, Week).Select(d => (
            CultureInfo.InvariantCulture.DateTimeFormat.DayNames[d],
            Values.Where((v, t) => double.IsFinite(v) && (int)DateTime.UnixEpoch.AddSeconds(_view.Calendar.Position(t)).DayOfWeek == d).DefaultIfEmpty(double.NaN).Average()))];
    }

    /// <summary>Sentences that say what the residuals still hold.</summary>
    public IEnumerable<string> InWords()
    {
        int n = Values.Count(double.IsFinite);
        double[] recent = [.. Values.Where(double.IsFinite).TakeLast(Math.Min(n, _view.Calendar.Step == "day" ? 4 * Week : 8))];
        double spread = Math.Sqrt(Values.Where(double.IsFinite).Average(v => v * v)), bias = Math.Exp(recent.Average()) - 1;
        yield return $"Up to the last origin what was observed lies typically {Figures.Percent(Math.Exp(spread) - 1)} off the fit; over the last {Figures.Count(recent.Length, _view.Calendar.Step)} it was on average {Figures.Percent(Math.Abs(bias))} {(bias >= 0 ? "above" : "below")} it.";
        double one = Autocorrelation(1), limit = Errors / Math.Sqrt(n);
        yield return Math.Abs(one) <= limit
            ? $"Residuals of neighbouring {_view.Calendar.Step}s are not correlated ({Figures.Number(one, 2)}): nothing is left that the next one could be told from."
            : one > 0
            ? $"Residuals of neighbouring {_view.Calendar.Step}s are correlated ({Figures.Number(one, 2)}; chance alone stays within {Figures.Number(limit, 2)}): the fit misses something that lasts."
            : $"Residuals of neighbouring {_view.Calendar.Step}s alternate (correlation {Figures.Number(one, 2)}; chance alone stays within {Figures.Number(limit, 2)}): the fit follows noise, or cases are moved from one to the next.";
        (string Day, double Mean)[] days = [.. ByWeekday().Where(d => double.IsFinite(d.Mean))];
        if (days.Length == Week)
        {
            (string Day, double Mean) low = days.MinBy(d => d.Mean), high = days.MaxBy(d => d.Mean);
            yield return $"By day of the week they lie between {Signed(low.Mean)} on {low.Day}s and {Signed(high.Mean)} on {high.Day}s.";
        }
    }

    private static string Signed(double log) => (Math.Exp(log) >= 1 ? "+" : "−") + Figures.Percent(Math.Abs(Math.Exp(log) - 1));
}
