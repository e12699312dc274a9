using System.Globalization;
using NimmGen.Ir;

namespace NimmGen.Verify.Ranges;

/// <summary>
/// What polynomials are made of: symbols by name, and terms that are no polynomial (a logarithm, a delay, a mean over a matrix's row) by
/// a number. Each has a range in base units. Work that polynomials cost is counted, so that a large model ends.
/// </summary>
internal sealed class Atoms(Subject subject, SymbolRanges symbols)
{
    private const int MostWork = 300_000;

    private readonly Dictionary<string, Interval> _opaque = new(StringComparer.Ordinal);
    private readonly Dictionary<Expression, string> _names = [];
    private int _work;

    public Interval this[string atom] => _opaque.TryGetValue(atom, out Interval range) ? range : symbols[atom];

    /// <summary>Finite at both ends and no state: may be taken to the corners of its range.</summary>
    public bool IsBounded(string atom) =>
        this[atom] is { Low: > double.NegativeInfinity, High: < double.PositiveInfinity } && subject.Symbols.GetValueOrDefault(atom) is not (CompartmentSymbol or QuantitySymbol);

    /// <summary>The atom of a term that is none by itself; equal terms have one.</summary>
    public string Of(Expression term, Interval range)
    {
        if (!_names.TryGetValue(term, out string? name))
        {
            _names[term] = name = "#" + _names.Count.ToString(CultureInfo.InvariantCulture);
            _opaque[name] = range;
        }

        return name;
    }

    /// <summary>An atom by a text of its own, such as the sum of a matrix's row.</summary>
    public string Of(string key, Interval range)
    {
        string name = "#" + key;
        _opaque.TryAdd(name, range);
        return name;
    }

    /// <summary>False where so much has been computed already that the rest is left to plain intervals.</summary>
    public bool Afford(int work)
    {
        _work += work;
        return _work < MostWork;
    }
}
