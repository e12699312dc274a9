using System.Collections.Immutable;
using System.Text.Json;
using NimmGen.Ir;

namespace NimmGen.Verify.Rules;

/// <summary>What is known of a quantity, as data (Rules/*.json).</summary>
/// <param name="Quantity">In words.</param>
/// <param name="Of">Which symbols: infectious, latent, role:..., name:pattern, hazard of people, duration or unit.</param>
/// <param name="Unit">Of the bounds; a symbol in one over it is compared by its reciprocal.</param>
/// <param name="Min">Least plausible value.</param>
/// <param name="Max">Greatest plausible value.</param>
/// <param name="Source">Who says so.</param>
internal sealed record Rule(string Quantity, string Of, Unit Unit, double Min, double Max, string Source)
{
    /// <summary>Words of which the model or the data set must have one; empty for any.</summary>
    public ImmutableArray<string> Domains { get; init; } = [];

    /// <summary>Ranges of the literature, by domain.</summary>
    public static ImmutableArray<Rule> Literature { get; } = Load("domains");

    /// <summary>Ranges that hold whatever the domain.</summary>
    public static ImmutableArray<Rule> Scales { get; } = Load("scales");

    /// <summary>The range of a symbol in the unit of the rule, turned over where it is a rate and the rule a time; null where they do not compare.</summary>
    public (double Low, double High)? In(Symbol symbol)
    {
        (double low, double high) = symbol switch
        {
            NeuralSymbol n => (n.Min, n.Max),
            LearnedSymbol l => (l.Min, l.Max),
            ConstantSymbol { Values.IsEmpty: true } c => (c.Value, c.Value),
            ConstantSymbol c => (c.Values.Min(), c.Values.Max()),
            _ => (double.NaN, double.NaN),
        };
        if (double.IsNaN(low))
        {
            return null;
        }

        if (symbol.Unit.IsCompatibleWith(Unit))
        {
            double factor = symbol.Unit.FactorTo(Unit);
            return (low * factor, high * factor);
        }

        Unit over = Unit.One / symbol.Unit;
        return over.IsCompatibleWith(Unit) && low >= 0 && high > 0
            ? (over.FactorTo(Unit) / high, low > 0 ? over.FactorTo(Unit) / low : double.PositiveInfinity)
            : null;
    }

    private static ImmutableArray<Rule> Load(string name)
    {
        using Stream stream = typeof(Rule).Assembly.GetManifestResourceStream($"rules/{name}")
            ?? throw new InvalidOperationException($"the rules '{name}' are not in the assembly");
        return JsonSerializer.Deserialize<ImmutableArray<Rule>>(stream, JsonSerializerOptions.Web);
    }
}
