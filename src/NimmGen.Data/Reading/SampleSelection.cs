using System.Collections.Immutable;
using System.Globalization;

namespace NimmGen.Data;

/// <summary>Which rows of a file are samples, and whether there are as many as the card says.</summary>
internal sealed class SampleSelection
{
    private readonly CsvTable _table;
    private readonly DiagnosticBag _bag;
    private readonly ImmutableArray<(int Column, Selection Rule)> _rules;

    public SampleSelection(DataCard card, CsvTable table, DiagnosticBag bag)
    {
        (_table, _bag) = (table, bag);
        _rules = [.. (card.Samples?.Select ?? []).Select(rule => (table.Column(rule.Column, "selection of samples", bag), rule)).Where(r => r.Item1 >= 0)];
    }

    public bool Takes(int line, string[] cells)
    {
        foreach ((int column, Selection rule) in _rules)
        {
            if (!double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            {
                _bag.Error("ND0006", _table.Path, line, $"{DiagnosticBag.Quote(cells[column])} in column '{rule.Column}', by which samples are selected", "a number", "write a number with a decimal point and no thousands sign");
                return false;
            }

            if (value < rule.Min || value > rule.Max)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A file that gives other numbers than the card says is not the file the card was written for.</summary>
    public static void CheckCounts(DataCard card, string path, int samples, IReadOnlyList<string> groups, DiagnosticBag bag)
    {
        if (card.Samples?.Count is { } count && count != samples)
        {
            Differs($"{samples} samples", $"{count}, as the card says");
        }

        int different = groups.Distinct().Count();
        if (card.Samples is { Groups: { } expected, Group: { } column } && expected != different)
        {
            Differs($"{different} different values of '{column}' among the samples", $"{expected}, as the card says");
        }

        void Differs(string got, string expected) => bag.Error("ND0033", path, null, got, expected, "correct the selection or the numbers in \"samples\", or get the file again");
    }
}
