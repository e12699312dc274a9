using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>A quantity of the twin beside what was published of it.</summary>
/// <param name="Quantity">Name in words.</param>
/// <param name="Unit">Of all values.</param>
/// <param name="Value">The twin's at its last origin; NaN where it has none.</param>
/// <param name="Lowest">Smallest over the test origins.</param>
/// <param name="Highest">Largest over the test origins.</param>
/// <param name="Published">Null where the data card gives nothing.</param>
internal sealed partial record LiteratureRow(string Quantity, Unit Unit, double Value, double Lowest, double Highest, LiteratureValue? Published)
{
    /// <summary>"agrees with", "lies above" or "lies below" a range, "is 5.2 % above" a single value; null where there is nothing to compare.</summary>
    public string? Verdict => Published is null || !double.IsFinite(Value) || !double.IsFinite(Factor) ? null
        : Min == Max ? (Math.Abs(Value / Min - 1) < Same ? "equals" : $"is {Figures.Percent(Math.Abs(Value / Min - 1))} {(Value < Min ? "below" : "above")}")
        : Value < Min ? "lies below"
        : Value > Max ? "lies above"
        : "agrees with";

    /// <summary>True where the value is the same to the last digit at every origin, which no learned value is: its model sets it.</summary>
    public bool IsSet { get; init; }

    /// <summary>Where the value was published: authors and year; the whole source stands in the table.</summary>
    public string ShortSource => Year().Match(Published?.Source ?? "") is { Success: true } match ? match.Value : Published?.Source ?? "";

    // Less than half a percent apart, nothing would be printed but "0 %".
    private const double Same = 0.005;

    private double Min => Published!.Min * Factor;

    private double Max => Published!.Max * Factor;

    /// <summary>"3.5 to 3.9" or "3.7".</summary>
    public string Range => Published is null ? Figures.None
        : Published.Min == Published.Max ? Figures.Number(Published.Min * Factor)
        : $"{Figures.Number(Published.Min * Factor)} to {Figures.Number(Published.Max * Factor)}";

    private double Factor => Published!.Unit.IsCompatibleWith(Unit) ? Published.Unit.FactorTo(Unit) : double.NaN;

    [GeneratedRegex(@"^.{1,100}?\b(1[89]|20)[0-9]{2}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();
}

/// <summary>Compares the twin with published values.</summary>
internal static class Literature
{
    private const string Period = "infectious period";

    private static readonly Unit Day = Unit.Of("day");

    /// <summary>The basic reproduction number, the infectious period, and whatever else was published.</summary>
    public static ImmutableArray<LiteratureRow> Rows(RunView view)
    {
        if (view.Final is not { Origins.IsDefaultOrEmpty: false } final)
        {
            return [];
        }

        var rows = ImmutableArray.CreateBuilder<LiteratureRow>();
        var open = view.Data.Literature.IsDefault ? [] : view.Data.Literature.ToList();
        Add("basic reproduction number", Unit.One, t => t.BasicReproduction, q => q.Contains("reproduction") || q is "r0");
        Add(Period, Day, t => t.InfectiousPeriodDays, q => q.Contains("infectious period") || q.Contains("duration of infect"));
        foreach (LiteratureValue other in open)
        {
            Symbol? symbol = final.Mechanism.Symbols.FirstOrDefault(s => Same(other.Quantity, s.Name) || Same(other.Quantity, s.Meaning));
            rows.Add(symbol is null && view.Samples ? SampleLiterature.Row(view, other) : symbol is null ? new(other.Quantity, other.Unit, double.NaN, double.NaN, double.NaN, other)
                : Row(other.Quantity, symbol.Unit, t => t.Parameters.FirstOrDefault(p => p.Name == symbol.Name)?.Value, other));
        }

        return rows.ToImmutable();

        void Add(string name, Unit unit, Func<TwinAtOrigin, double?> value, Func<string, bool> matches)
        {
            LiteratureValue[] published = [.. open.Where(l => matches(l.Quantity.ToLowerInvariant()) && l.Unit.IsCompatibleWith(unit))];
            open.RemoveAll(l => published.Contains(l));
            bool known = final.Origins.Any(t => value(t) is { } v && double.IsFinite(v));
            if (known && published.Length == 0)
            {
                rows.Add(Row(name, unit, value, null));
            }

            foreach (LiteratureValue p in published)
            {
                rows.Add(Row(name, unit, value, p));
            }
        }

        LiteratureRow Row(string name, Unit unit, Func<TwinAtOrigin, double?> value, LiteratureValue? published)
        {
            double[] values = [.. final.Origins.Select(t => value(t) ?? double.NaN)];
            double[] known = [.. values.Where(double.IsFinite)];
            return new(name, unit, values[^1], known.Length == 0 ? double.NaN : known.Min(), known.Length == 0 ? double.NaN : known.Max(), published)
            {
                IsSet = name == Period && known.Length > 1 && known.Max() - known.Min() <= 1e-12 * Math.Abs(known.Max()),
            };
        }
    }

    /// <summary>One sentence on the reproduction number and the infectious period, or null where the twin has neither.</summary>
    public static string? InWords(RunView view)
    {
        LiteratureRow[] rows = [.. Rows(view).Where(r => double.IsFinite(r.Value) && r.Quantity is "basic reproduction number" or Period)];
        string[] parts = [.. rows.GroupBy(r => r.Quantity).Select(Part)];
        return parts.Length == 0 ? null : $"Its {string.Join("; its ", parts)}.";
    }

    private static string Part(IGrouping<string, LiteratureRow> rows)
    {
        LiteratureRow row = rows.First();
        string value = $"{row.Quantity} is {(row.IsSet ? "set by the model, not learned, to " : "")}{Figures.WithUnit(row.Value, row.Unit)}{(row.Unit.Equals(Day) ? "s" : "")}";
        string spread = Figures.Number(row.Lowest, 2) == Figures.Number(row.Highest, 2) ? "" : $" ({Figures.Number(row.Lowest)} to {Figures.Number(row.Highest)} over the origins)";
        string[] verdicts = [.. rows.Where(r => r.Verdict is not null).Select(r => $"{r.Verdict} the published {r.Range} ({r.ShortSource})")];
        return value + spread + (verdicts.Length == 0 ? "; no published value is on the data card" : ", which " + string.Join(" and ", verdicts));
    }

    private static bool Same(string quantity, string? other) => other is not null && string.Equals(quantity.Trim(), other.Trim().TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
