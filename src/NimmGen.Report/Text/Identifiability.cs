using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Report;

/// <summary>What the data can and cannot tell of the parameters, in words.</summary>
internal static class Identifiability
{
    public static IEnumerable<string> InWords(RunView view)
    {
        Diagnostic[] found = [.. view.Final!.Warnings.IsDefault ? [] : view.Final.Warnings.Where(w => w.Code is "NG4003" or "NG5002")];
        foreach (Diagnostic warning in found)
        {
            yield return $"{Capital(warning.Message.TrimEnd('.'))}. What was learned of them says little by itself.";
        }

        ParameterTrade[] trades = [.. view.LastOrigin is { Trades.IsDefaultOrEmpty: false } trained ? trained.Trades : []];
        foreach (ParameterTrade trade in trades.OrderByDescending(t => Math.Abs(t.Correlation)).Take(MostTrades))
        {
            yield return $"The data decide the {(trade.Correlation > 0 ? "ratio" : "product")} of {Greek.Of(trade.First)} and {Greek.Of(trade.Second)} better than either: one can be traded for the other (correlation {Figures.Number(trade.Correlation, 2)}).";
        }

        ParameterValue[] parameters = view.LastOrigin is { Parameters.IsDefaultOrEmpty: false } twin ? [.. twin.Parameters.Where(p => p.Origin != "constant")] : [];
        string[] stuck = [.. parameters.Where(p => p.AtBound).Select(p => p.Name)];
        if (stuck.Length > 0)
        {
            yield return $"{List(stuck)} {(stuck.Length == 1 ? "sticks to a bound of its range" : "stick to bounds of their ranges")}: the data pull further than the range allows, or do not care.";
        }

        string[] loose = [.. parameters.Where(p => !p.AtBound).Select(p => (p.Name, Spread(view, p.Name))).Where(p => p.Item2 > 2).Select(p => $"{p.Name} (by a factor of {Figures.Number(p.Item2, 2)})")];
        if (loose.Length > 0)
        {
            yield return $"From one test origin to the next the learned value changes much: {List(loose)}. The data up to an origin do not pin it down.";
        }

        if (found.Length == 0 && trades.Length == 0 && stuck.Length == 0 && loose.Length == 0)
        {
            yield return "No parameters were found that only act together, none sticks to a bound of its range, and none changes by more than a factor of two from one test origin to the next.";
        }
    }

    private const int MostTrades = 4;

    // The largest learned value over the origins beside the smallest.
    private static double Spread(RunView view, string name)
    {
        double[] values = [.. view.Final!.Origins.Select(o => o.Parameters.FirstOrDefault(p => p.Name == name)?.Value ?? double.NaN).Where(v => double.IsFinite(v) && v > 0)];
        return values.Length < 2 ? 1 : values.Max() / values.Min();
    }

    private static string List(string[] names) => names.Length < 2 ? string.Concat(names) : string.Join(", ", names[..^1]) + " and " + names[^1];

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
