using System.Collections.Immutable;
using System.Globalization;

namespace NimmGen.Data;

/// <summary>Computes descriptors of a sample from its atomic fractions and the properties of the elements.</summary>
internal sealed class CompositionReader
{
    // Fractions are printed with six digits; what is further from one is not a composition.
    private const double Tolerance = 1e-3;

    private readonly Composition _composition;
    private readonly CsvTable _elements;
    private readonly DiagnosticBag _bag;
    private readonly Dictionary<string, string[]> _rows = [];
    private readonly Dictionary<(string Column, string Element), int> _leftOut = [];
    private ImmutableArray<(int Column, string Element)> _fractions = [];
    private string _path = "";
    private int _line;
    private (string Element, double Fraction)[] _parts = [];

    private CompositionReader(Composition composition, CsvTable elements, DiagnosticBag bag) =>
        (_composition, _elements, _bag) = (composition, elements, bag);

    /// <summary>Reads the table of elements; null with diagnostics where it cannot be read.</summary>
    public static CompositionReader? Create(DataCard card, FileSource source, ReadLimits limits, DiagnosticBag bag)
    {
        if (card.Composition is not { } composition || CsvTable.Open(source, CardPaths.Below(card, composition.Elements), composition.Elements, Recipes.HowToGet(card), limits, bag) is not { } table)
        {
            return null;
        }

        var reader = new CompositionReader(composition, table, bag);
        int symbol = table.Column(composition.SymbolColumn, "symbol of the element", bag);
        bool known = card.Channels.Where(c => c.Statistic is not null).Select(c => c.Column).Distinct().Select(c => table.Column(c, "property of the elements", bag)).ToArray().All(c => c >= 0);
        if (symbol < 0 || !known)
        {
            return null;
        }

        foreach ((int line, string[] cells) in table.Rows(bag))
        {
            if (!reader._rows.TryAdd(cells[symbol], cells))
            {
                bag.Error("ND0003", table.Path, line, $"a second row for {DiagnosticBag.Quote(cells[symbol])}", "one row an element", "remove one of them");
            }
        }

        return reader;
    }

    /// <summary>Finds the columns of fractions in the header of the samples.</summary>
    public void Open(CsvTable samples)
    {
        _path = samples.Path;
        _fractions = [.. samples.Header.Select((header, i) => (i, header)).Where(c => c.header.StartsWith(_composition.Prefix, StringComparison.Ordinal)).Select(c => (c.i, c.header[_composition.Prefix.Length..]))];
        if (_fractions.IsEmpty)
        {
            _bag.Error("ND0002", _path, 1, $"columns {DiagnosticBag.Quote(string.Join(", ", samples.Header))}", $"columns '{_composition.Prefix}' and an element's symbol (atomic fractions)", "correct composition.prefix in card.json or the header of the file");
        }
    }

    /// <summary>A descriptor of the sample in a row; NaN where its composition cannot be read or no element has the property.</summary>
    public double Value(string property, Statistic statistic, int line, string[] cells)
    {
        if (line != _line)
        {
            (_line, _parts) = (line, Parts(line, cells));
        }

        var known = new List<(double Fraction, double Value)>(_parts.Length);
        foreach ((string element, double fraction) in _parts)
        {
            if (double.TryParse(_rows[element][_elements.Header.IndexOf(property)], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
            {
                known.Add((fraction, value));
            }
            else if (statistic == Statistic.Mean)
            {
                _leftOut[(property, element)] = _leftOut.GetValueOrDefault((property, element)) + 1;
            }
        }

        return Descriptor(known, statistic);
    }

    /// <summary>Says for which elements a property was not known.</summary>
    public void Report()
    {
        foreach (((string property, string element), int samples) in _leftOut)
        {
            _bag.Warning("ND0034", _elements.Path, null, $"no {property} of {element}, which {samples} sample{(samples == 1 ? " has" : "s have")}", "a value for every element", "nothing, if it is meant: the statistics of these samples are over their other elements");
        }
    }

    /// <summary>Fractions need not sum to one: they are divided by their sum.</summary>
    internal static double Descriptor(IReadOnlyList<(double Fraction, double Value)> parts, Statistic statistic)
    {
        if (parts.Count == 0)
        {
            return double.NaN;
        }

        double whole = parts.Sum(p => p.Fraction);
        double mean = parts.Sum(p => p.Fraction * p.Value) / whole;
        return statistic switch
        {
            Statistic.Mean => mean,
            Statistic.Deviation => Math.Sqrt(parts.Sum(p => p.Fraction * (p.Value - mean) * (p.Value - mean)) / whole),
            Statistic.Range => parts.Max(p => p.Value) - parts.Min(p => p.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(statistic)),
        };
    }

    private (string Element, double Fraction)[] Parts(int line, string[] cells)
    {
        var parts = new List<(string Element, double Fraction)>();
        double sum = 0;
        foreach ((int column, string element) in _fractions)
        {
            double fraction = 0;
            if (cells[column].Length > 0 && (!double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out fraction) || !(fraction is >= 0 and <= 1)))
            {
                return Wrong($"{DiagnosticBag.Quote(cells[column])} in column '{_composition.Prefix}{element}'", "an atomic fraction, 0 to 1", "divide percentages by 100");
            }

            if (fraction > 0 && !_rows.ContainsKey(element))
            {
                return Wrong($"the element {DiagnosticBag.Quote(element)}", $"an element of {_elements.Path}", "correct the symbol, or add the element's row");
            }

            if (fraction > 0)
            {
                parts.Add((element, fraction));
                sum += fraction;
            }
        }

        return Math.Abs(sum - 1) <= Tolerance ? [.. parts] : Wrong($"atomic fractions that sum to {sum:0.####}", "a sum of 1", "check the row; fractions are of atoms, not of weight or percent");

        (string, double)[] Wrong(string got, string expected, string fix)
        {
            _bag.Error("ND0034", _path, line, got, expected, fix);
            return [];
        }
    }
}
