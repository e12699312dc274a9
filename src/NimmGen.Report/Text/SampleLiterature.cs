using System.Globalization;
using System.Text.RegularExpressions;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>
/// Published values of a sample, such as "yield strength of NbMoTaW at room temperature": beside the target what was predicted
/// without the sample's group, beside a parameter what the mechanism trained on all samples gives it.
/// </summary>
internal static partial class SampleLiterature
{
    // Fractions in formulas are rounded.
    private const double Same = 0.01;

    // Kelvin: 20 to 30 C.
    private const double RoomFrom = 293, RoomTo = 303.2;

    /// <summary>The row of a published value; without a value where no sample or no parameter is meant.</summary>
    public static LiteratureRow Row(RunView view, LiteratureValue published)
    {
        FinalRecord final = view.Final!;
        var none = new LiteratureRow(published.Quantity, published.Unit, double.NaN, double.NaN, double.NaN, published);
        if (Named().Match(published.Quantity) is not { Success: true } match || Sample(view, match.Groups["formula"].Value, published.Quantity) is not { } sample)
        {
            return none;
        }

        string quantity = match.Groups["quantity"].Value;
        if (string.Equals(quantity, view.Data.TargetTitle, StringComparison.OrdinalIgnoreCase))
        {
            double predicted = view.Forecast(final.Origins[0])[sample];
            return new(published.Quantity, view.Data.TargetUnit, predicted, predicted, predicted, published);
        }

        ParameterSeries? series = final.Origins[0].Series.FirstOrDefault(s => string.Equals(Words(s.Name), quantity, StringComparison.OrdinalIgnoreCase)
            || string.Equals(MechanismWords.Meaning(final.Mechanism, s.Name), quantity, StringComparison.OrdinalIgnoreCase));
        return series is null || series.Values.Length != view.Locations ? none
            : new(published.Quantity, series.Unit, series.Values[sample], series.Values[sample], series.Values[sample], published);
    }

    // The sample of that composition; of several the one at room temperature where that is said.
    private static int? Sample(RunView view, string formula, string quantity)
    {
        Dictionary<string, double> wanted = Fractions(formula);
        int[] found = [.. Enumerable.Range(0, view.Locations).Where(s => Equal(wanted, Fractions(view.Data.Locations[s].Split(',')[0])))];
        SampleChannel? temperature = view.Final!.Against.FirstOrDefault(a => a.Name == "temperature" && a.Unit.Equals(Ir.Unit.Parse("K")));
        int[] room = temperature is null || !quantity.Contains("room temperature", StringComparison.OrdinalIgnoreCase) ? found : [.. found.Where(s => temperature.Values[s] is >= RoomFrom and <= RoomTo)];
        return room.Length == 0 ? null : room[0];
    }

    private static Dictionary<string, double> Fractions(string formula)
    {
        var parts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (Match part in Element().Matches(formula))
        {
            string amount = part.Groups["amount"].Value;
            parts[part.Groups["symbol"].Value] = parts.GetValueOrDefault(part.Groups["symbol"].Value) + (amount.Length == 0 ? 1 : double.Parse(amount, CultureInfo.InvariantCulture));
        }

        double sum = parts.Values.Sum();
        return parts.ToDictionary(p => p.Key, p => sum > 0 ? p.Value / sum : 0, StringComparer.Ordinal);
    }

    private static bool Equal(Dictionary<string, double> a, Dictionary<string, double> b) =>
        a.Count > 0 && a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out double other) && Math.Abs(p.Value - other) < Same);

    // "shearModulus" is "shear modulus".
    private static string Words(string name) => Upper().Replace(name, m => " " + m.Value.ToLowerInvariant());

    [GeneratedRegex(@"^(?<quantity>.{1,60}?) of (?<formula>([A-Z][a-z]?[0-9.]*){2,20})\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<symbol>[A-Z][a-z]?)(?<amount>([0-9]+(\.[0-9]+)?)?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Element();

    [GeneratedRegex("[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Upper();
}
