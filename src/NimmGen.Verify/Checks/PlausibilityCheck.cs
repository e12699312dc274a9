using System.Text.RegularExpressions;
using NimmGen.Ir;
using NimmGen.Verify.Ranges;
using NimmGen.Verify.Rules;

namespace NimmGen.Verify.Checks;

/// <summary>NG1008: a scale that no such quantity has, which a wrong unit gives. NG8001: a range that the literature of the domain contradicts.</summary>
internal static class PlausibilityCheck
{
    // A tenth of slack: a bound of 1/7 against one of 0.14 is no contradiction.
    private const double Slack = 1.1;

    public static void Run(Subject subject)
    {
        ILookup<string, string> kinds = Kinds(subject);
        foreach (Symbol symbol in subject.Model.Symbols)
        {
            Rule? scale = Rule.Scales.FirstOrDefault(r => Covers(r, symbol, kinds) && Outside(r, symbol));
            if (scale?.In(symbol) is { } range)
            {
                subject.Warn(
                    "NG1008", symbol.Place, $"{symbol.Name} is {Text(range)} {scale.Unit}, which is no scale of {scale.Quantity} ({Text((scale.Min, scale.Max))})",
                    why: $"units convert by themselves: what stands here is in {symbol.Unit}; {scale.Source}", fix: "check the unit of the declaration: a number per week is seven times that per day");
            }
            else if (Literature(subject).FirstOrDefault(r => Covers(r, symbol, kinds) && MostlyOutside(r, symbol)) is { } rule && rule.In(symbol) is { } own)
            {
                subject.Warn(
                    "NG8001", symbol.Place, $"{symbol.Name} means {rule.Quantity} of {Text(own)} {rule.Unit}, the literature has {Text((rule.Min, rule.Max))}",
                    why: rule.Source, fix: "move the range, or say in the comment why this case differs");
            }
        }
    }

    private static IEnumerable<Rule> Literature(Subject subject)
    {
        string about = $"{subject.Data?.Subject} {subject.Model.Name} {subject.Model.Summary}";
        return Rule.Literature.Where(r => r.Domains.Any(d => Speaks(about, d)))
            .Concat((subject.Data?.Literature ?? []).Select(l => new Rule(l.Name, "name:^" + Regex.Escape(Plain(l.Name)) + "$", l.Unit, l.Min, l.Max, l.Source)));
    }

    // Where a word begins with it, also inside a name in capitals and small letters: "ili" is in "ili_cases" and not in "probability".
    private static bool Speaks(string about, string domain)
    {
        for (int i = about.IndexOf(domain, StringComparison.OrdinalIgnoreCase); i >= 0; i = about.IndexOf(domain, i + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (i == 0 || !char.IsLetter(about[i - 1]) || (char.IsLower(about[i - 1]) && char.IsUpper(about[i])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Covers(Rule rule, Symbol symbol, ILookup<string, string> kinds) => rule.Of switch
    {
        "unit" => symbol is not InputSymbol && symbol.Unit.IsCompatibleWith(rule.Unit),
        "duration" => symbol.Unit.IsCompatibleWith(rule.Unit),
        ['r', 'o', 'l', 'e', ':', .. var role] => symbol.Role == role,
        ['n', 'a', 'm', 'e', ':', .. var pattern] => Regex.IsMatch(Plain(symbol.Name), pattern, RegexOptions.IgnoreCase, TimeSpan.FromMilliseconds(50)),
        _ => kinds[rule.Of].Contains(symbol.Name),
    };

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static bool Outside(Rule rule, Symbol symbol) => rule.In(symbol) is { } r && (r.High < rule.Min || r.Low > rule.Max);

    // Less than half of the range, on a log scale, is where the literature has it.
    private static bool MostlyOutside(Rule rule, Symbol symbol)
    {
        if (rule.In(symbol) is not { } r)
        {
            return false;
        }

        double low = Math.Max(r.Low, 1e-12), high = Math.Clamp(r.High, low, 1e12);
        double common = Math.Log(Math.Min(high, rule.Max * Slack) / Math.Max(low, rule.Min / Slack));
        return low == high ? common < 0 : common < 0.5 * Math.Log(high / low);
    }

    private static string Text((double Low, double High) range) =>
        range.Low == range.High ? Witness.NumberText(range.Low) : $"{Witness.NumberText(range.Low)} to {(double.IsInfinity(range.High) ? "any" : Witness.NumberText(range.High))}";

    // By the part that a parameter plays: the only rate out of an infectious or latent compartment, or a rate of people at all.
    private static ILookup<string, string> Kinds(Subject subject)
    {
        Dimension people = Unit.Of("people").Dimension;
        FlowEdge[] flows = [.. subject.Edges.Where(f => f.PerCapita && subject.Symbols[f.From!].Unit.Dimension == people)];
        FlowEdge[] contagion = [.. flows.Where(f => f.To is not null && subject.Model.Compartments.Any(c => c.Name != f.From && subject.Rises(f.Rate, c.Name)))];
        string[] infectious = [.. subject.Model.Compartments.Select(c => c.Name).Where(c => contagion.Any(f => f.From != c && subject.Rises(f.Rate, c)))];
        var kinds = new List<(string Kind, string Name)>();
        foreach (var exits in flows.GroupBy(f => f.From!, StringComparer.Ordinal))
        {
            string[] rates = [.. exits.Select(f => (f.Rate as Reference)?.Name ?? "").Distinct()];
            if (rates is [{ Length: > 0 } only])
            {
                kinds.Add((infectious.Contains(exits.Key) ? "infectious" : contagion.Any(f => f.To == exits.Key) ? "latent" : "other", only));
            }
        }

        kinds.AddRange(flows.Select(f => f.Rate).OfType<Reference>().Select(r => ("hazard of people", r.Name)));
        return kinds.Distinct().ToLookup(k => k.Kind, k => k.Name);
    }
}
