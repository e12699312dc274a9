using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>How a candidate misses the data, as lines of a prompt.</summary>
internal static class ResidualText
{
    private const int MostDrivers = 5;

    public static string Of(ResidualSummary residuals)
    {
        string parameters = string.Join(", ", residuals.Parameters.Where(p => p.Origin != "constant").Select(p =>
            $"{p.Name} {PromptNumber.Of(p.Value)}{(p.Unit.Equals(Unit.One) ? "" : " " + p.Unit)} in [{PromptNumber.Of(p.Min)}, {PromptNumber.Of(p.Max)}]{(p.AtBound ? " AT BOUND" : "")}"));
        string[] lines =
        [
            $"Trained by {residuals.Calibrator}.{Biases(residuals)}",
            double.IsNaN(residuals.Autocorrelation) ? "" : $"Residual of the fit: autocorrelation {PromptNumber.Of(residuals.Autocorrelation)}; the fitted series runs {Lag(residuals.Lag)}.",
            residuals.Weekdays.IsDefaultOrEmpty ? "" : $"Observed over fitted, Monday to Sunday: {string.Join(" ", residuals.Weekdays.Select(PromptNumber.Of))}.",
            Drivers(residuals),
            parameters.Length == 0 ? "" : $"Parameters: {parameters}.",
        ];
        return string.Join('\n', lines.Where(l => l.Length > 0));
    }

    // Series have a horizon; samples are held out or fitted.
    private static string Biases(ResidualSummary residuals) =>
        double.IsNaN(residuals.ForecastBias) ? ""
        : double.IsNaN(residuals.Early) ? $" Predictions of held-out samples are {Bias(residuals.ForecastBias)}, the fit is {Bias(residuals.FitBias)}."
        : $" Forecasts are {Bias(residuals.ForecastBias)}, the fit is {Bias(residuals.FitBias)}; RMSE {PromptNumber.Of(residuals.Early)} in the first quarter of the horizon, {PromptNumber.Of(residuals.Late)} in the last.";

    private static string Drivers(ResidualSummary residuals)
    {
        ResidualDriver[] known = residuals.Drivers.IsDefault ? [] : [.. residuals.Drivers.Where(d => double.IsFinite(d.Correlation)).OrderByDescending(d => Math.Abs(d.Correlation)).Take(MostDrivers)];
        return known.Length == 0 ? "" : $"Predicted against measured is too high where these are high (below 0: where they are low), by correlation: {string.Join(", ", known.Select(d => $"{d.Channel} {PromptNumber.Of(d.Correlation)}"))}.";
    }

    private static string Bias(double share) =>
        !double.IsFinite(share) ? "of unknown bias" : Math.Abs(share) < 0.005 ? "unbiased" : $"{PromptNumber.Percent(Math.Abs(share))} too {(share > 0 ? "high" : "low")}";

    private static string Lag(int steps) => steps == 0 ? "with the observed one" : $"{Math.Abs(steps)} steps {(steps > 0 ? "behind" : "ahead of")} the observed one";
}
