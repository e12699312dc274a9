using System.Globalization;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>Something that a candidate's results show, and that speaks for a change.</summary>
/// <param name="Name">In words, as the documentation lists it.</param>
/// <param name="Evidence">What is seen in a candidate, as the beginning of a sentence; null where it is not.</param>
internal sealed record Finding(string Name, Func<CandidateRecord, string?> Evidence)
{
    // A weekday that differs less from the fit than this is scatter.
    private const double WeekdayShare = 0.15;

    // Above this a residual mostly repeats the last one.
    private const double Repeats = 0.6;

    // Biases below this are told by no validation.
    private const double BiasShare = 0.1;

    // Change of the residual from the first to the last third of the fit, as a share of the mean.
    private const double DriftShare = 0.15;

    // Usual growth of the error from the first to the last quarter of a horizon is two- to threefold.
    private const double Grows = 3.5;

    // Over thousands of days a correlation above this is no accident.
    private const double FollowsAbove = 0.1;

    // Twice the standard error over two hundred samples.
    private const double GoesWithAbove = 0.15;

    // An effect on a logarithm below this changes transmission by less than 5 %.
    private const double SmallEffect = 0.05;

    public static Finding WeekdayPattern { get; } = new("weekday pattern in the residuals", c =>
    {
        if (c.Residuals is not { Weekdays: { IsDefaultOrEmpty: false } days })
        {
            return null;
        }

        (double ratio, int day) = days.Select((r, i) => (r, i)).Where(p => double.IsFinite(p.r)).OrderByDescending(p => Math.Abs(p.r - 1)).FirstOrDefault((1, 0));
        return Math.Abs(ratio - 1) > WeekdayShare ? $"the data are {Percent(ratio - 1)} {(ratio > 1 ? "above" : "below")} the fit on {(DayOfWeek)((day + 1) % 7)}s" : null;
    });

    public static Finding Ahead { get; } = new("the fit runs ahead of the data", c => c.Residuals is { Lag: < 0 and var lag } ? $"the fit runs {Steps(-lag)} ahead of the data" : null);

    public static Finding Behind { get; } = new("the fit lags behind the data", c => c.Residuals is { Lag: > 0 and var lag } ? $"the fit lags by {Steps(lag)}" : null);

    public static Finding Autocorrelated { get; } = new(
        "autocorrelated residuals", c => c.Residuals is { Autocorrelation: > Repeats and var r } ? $"the residuals repeat themselves (autocorrelation {Number(r)})" : null);

    public static Finding Drifts { get; } = new(
        "trend in the residuals", c => c.Residuals is { Trend: var t } && Math.Abs(t) > DriftShare ? $"the fit drifts from too {(t > 0 ? "low to too high" : "high to too low")}" : null);

    public static Finding ForecastsHigh { get; } = new(
        "forecasts too high", c => c.Residuals is { ForecastBias: > BiasShare and var b } ? $"forecasts are {Percent(b)} too high" : null);

    public static Finding ForecastsLow { get; } = new(
        "forecasts too low", c => c.Residuals is { ForecastBias: < -BiasShare and var b } ? $"forecasts are {Percent(b)} too low" : null);

    public static Finding FitsBadly { get; } = new(
        "a biased fit", c => c.Residuals is { FitBias: var b } && Math.Abs(b) > BiasShare ? $"the fit is {Percent(b)} too {(b > 0 ? "high" : "low")}" : null);

    public static Finding RunsAway { get; } = new(
        "errors that grow along the horizon",
        c => c.Residuals is { Early: > 0 and var early, Late: var late } && late > Grows * early ? $"the error grows {Number(late / early)} times along the horizon" : null);

    /// <summary>A parameter lies at its lower bound.</summary>
    public static Finding AtLower(string parameter) => new($"{parameter} at its lower bound", c => AtBound(c, parameter) is { } p && p.Value - p.Min <= p.Max - p.Value ? $"{parameter} lies at its lower bound" : null);

    /// <summary>A parameter lies at its upper bound.</summary>
    public static Finding AtUpper(string parameter) => new($"{parameter} at its upper bound", c => AtBound(c, parameter) is { } p && p.Value - p.Min > p.Max - p.Value ? $"{parameter} lies at its upper bound" : null);

    /// <summary>The verifier found that the data do not tell a parameter from others.</summary>
    public static Finding Traded(string parameter) => new(
        $"{parameter} can be traded against others",
        c => c.Diagnostics.Any(d => d.Code is "NG4001" or "NG4003" or "NG4004" && Names(d, parameter)) ? $"{parameter} can be traded against other parameters" : null);

    /// <summary>A learned effect is nearly none.</summary>
    public static Finding Small(string parameter) => new(
        $"{parameter} near zero", c => c.Residuals?.Parameters.FirstOrDefault(p => p.Name == parameter) is { } p && Math.Abs(p.Value) < SmallEffect ? $"{parameter} is nearly zero" : null);

    /// <summary>The misses of single days go with a channel.</summary>
    public static Finding Follows(string channel) => new(
        $"residuals that follow {channel.Replace('_', ' ')}",
        c => c.Residuals is { Drivers.IsDefaultOrEmpty: false } r && r.Drivers.FirstOrDefault(d => d.Channel == channel && Math.Abs(d.Correlation) > FollowsAbove) is { } found
            ? $"the residuals follow {channel.Replace('_', ' ')} (correlation {Number(found.Correlation)})" : null);

    /// <summary>The misses of held-out samples go with a descriptor.</summary>
    public static Finding GoesWith(string channel) => new(
        $"misses that go with {channel.Replace('_', ' ')}",
        c => c.Residuals is { Drivers.IsDefaultOrEmpty: false } r && r.Drivers.FirstOrDefault(d => d.Channel == channel && Math.Abs(d.Correlation) > GoesWithAbove) is { } found
            ? $"predictions are too {(found.Correlation > 0 ? "high" : "low")} where {channel.Replace('_', ' ')} is high (correlation {Number(found.Correlation)})" : null);

    /// <summary>Most of the error of single days is in one of several channels.</summary>
    public static Finding Misses(string channel) => new(
        $"most of the error in {channel.Replace('_', ' ')}",
        c => c.Residuals is { Shares.IsDefaultOrEmpty: false } r && r.Shares.FirstOrDefault(s => s.Channel == channel && s.Share > 0.5) is { } found
            ? $"{Percent(found.Share)} of the error is in {channel.Replace('_', ' ')}" : null);

    private static ParameterValue? AtBound(CandidateRecord candidate, string parameter) => candidate.Residuals?.Parameters.FirstOrDefault(p => p.Name == parameter && p.AtBound);

    // The parameter as a word of its own.
    private static bool Names(Diagnostic diagnostic, string parameter)
    {
        string text = $" {diagnostic.Message} {diagnostic.Why} ";
        for (int at = text.IndexOf(parameter, StringComparison.Ordinal); at >= 0; at = text.IndexOf(parameter, at + 1, StringComparison.Ordinal))
        {
            if (!char.IsAsciiLetterOrDigit(text[at - 1]) && !char.IsAsciiLetterOrDigit(text[at + parameter.Length]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Steps(int steps) => steps == 1 ? "1 step" : $"{steps} steps";

    private static string Percent(double share) => $"{Math.Abs(share) * 100:0} %";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
