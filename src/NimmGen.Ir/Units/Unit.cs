using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>
/// A product of powers of named units, such as people/day. Two units are compatible when their dimensions agree;
/// a value converts by the ratio of the scales. Equality is of the written form: 1/day is not 7/week.
/// </summary>
[JsonConverter(typeof(UnitJsonConverter))]
public sealed class Unit : IEquatable<Unit>
{
    // Symbol to exponent in twelfths, never zero, in ordinal order: the written form is unique.
    private readonly ImmutableSortedDictionary<string, int> _powers;

    private Unit(ImmutableSortedDictionary<string, int> powers)
    {
        _powers = powers;
        Dimension = Dimension.None;
        Scale = 1;
        foreach ((string symbol, int power) in powers)
        {
            UnitAtom atom = UnitAtom.All[symbol];
            Dimension += atom.Dimension.Scale(power);
            Scale *= Math.Pow(atom.Scale, (double)power / Dimension.Whole);
        }
    }

    /// <summary>The unit of a plain number.</summary>
    public static Unit One { get; } = new(ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal));

    public Dimension Dimension { get; }

    /// <summary>Symbol and exponent in twelfths, for printers.</summary>
    public IEnumerable<KeyValuePair<string, int>> Powers => _powers;

    /// <summary>The largest power, without its sign, that a unit occurs in; 0 for <see cref="One"/>.</summary>
    public double LargestPower => _powers.IsEmpty ? 0 : _powers.Values.Max(p => Math.Abs((double)p)) / Dimension.Whole;

    /// <summary>A value in this unit times the scale is the value in base units (day, person, metre, kilogram, kelvin).</summary>
    public double Scale { get; }

    public bool IsDimensionless => Dimension.IsNone;

    public static Unit Of(string symbol) =>
        UnitAtom.All.ContainsKey(symbol)
            ? new(One._powers.Add(symbol, Dimension.Whole))
            : throw new ArgumentException($"unknown unit '{symbol}'", nameof(symbol));

    public static Unit operator *(Unit a, Unit b)
    {
        var powers = a._powers.ToBuilder();
        foreach ((string symbol, int power) in b._powers)
        {
            int sum = powers.GetValueOrDefault(symbol) + power;
            if (sum == 0)
            {
                powers.Remove(symbol);
            }
            else
            {
                powers[symbol] = sum;
            }
        }

        return new(powers.ToImmutable());
    }

    public static Unit operator /(Unit a, Unit b) => a * b.Power(-Dimension.Whole)!;

    /// <summary>This unit to the power <paramref name="twelfths"/> / 12, or null where an exponent would not be a twelfth.</summary>
    public Unit? Power(int twelfths)
    {
        var powers = One._powers.ToBuilder();
        foreach ((string symbol, int power) in _powers)
        {
            long product = (long)power * twelfths;
            if (product % Dimension.Whole != 0 || Math.Abs(product) > 1_000_000)
            {
                return null;
            }

            if (product != 0)
            {
                powers[symbol] = (int)(product / Dimension.Whole);
            }
        }

        return new(powers.ToImmutable());
    }

    /// <summary>True where values in one unit convert to the other.</summary>
    public bool IsCompatibleWith(Unit other) => Dimension == other.Dimension;

    /// <summary>Multiply a value in this unit by this to have it in <paramref name="other"/>; the dimensions must agree.</summary>
    public double FactorTo(Unit other) =>
        IsCompatibleWith(other) ? Scale / other.Scale : throw new ArgumentException($"{this} does not convert to {other}", nameof(other));

    /// <summary>Reads "people/day", "1/week", "mg/day/cm3", "cm^(1/2)"; false where a symbol is unknown or the text malformed.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Unit? unit)
    {
        unit = null;
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200)
        {
            return false;
        }

        Unit product = One;
        int sign = Dimension.Whole;
        foreach (string token in Tokens(text))
        {
            switch (token)
            {
                case "*":
                    sign = Dimension.Whole;
                    continue;
                case "/":
                    sign = -Dimension.Whole;
                    continue;
                case "1":
                    continue;
            }

            string[] parts = token.Split('^');
            if (parts.Length > 2 || !UnitAtom.All.ContainsKey(parts[0]) || !TryTwelfths(parts.Length == 2 ? parts[1] : "1", out int power))
            {
                return false;
            }

            if (Of(parts[0]).Power(power)?.Power(sign) is not { } factor)
            {
                return false;
            }

            product *= factor;
        }

        unit = product;
        return true;
    }

    public static Unit Parse(string text) =>
        TryParse(text, out Unit? unit) ? unit : throw new FormatException($"unknown unit '{text}'; write it like people/day, 1/week, mg or cm3");

    public override string ToString()
    {
        string above = string.Join('*', _powers.Where(p => p.Value > 0).Select(p => Factor(p.Key, p.Value)));
        string below = string.Concat(_powers.Where(p => p.Value < 0).Select(p => "/" + Factor(p.Key, -p.Value)));
        return (above.Length == 0 ? "1" : above) + below;
    }

    public bool Equals(Unit? other) =>
        other is not null && (ReferenceEquals(this, other) || _powers.SequenceEqual(other._powers));

    public override bool Equals(object? obj) => Equals(obj as Unit);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    // A slash inside parentheses belongs to an exponent, as in cm^(1/2).
    private static IEnumerable<string> Tokens(string text)
    {
        int start = 0, depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] is '*' or '/' && depth == 0)
            {
                yield return text[start..i].Trim();
                yield return text[i].ToString();
                start = i + 1;
            }
        }

        yield return text[start..].Trim();
    }

    private static string Factor(string symbol, int power)
    {
        if (power == Dimension.Whole)
        {
            return symbol;
        }

        int divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(power, Dimension.Whole);
        int numerator = power / divisor, denominator = Dimension.Whole / divisor;
        return denominator == 1 ? $"{symbol}^{numerator}" : $"{symbol}^({numerator}/{denominator})";
    }

    private static bool TryTwelfths(string text, out int twelfths)
    {
        twelfths = 0;
        string[] parts = text.Trim('(', ')').Split('/');
        if (!int.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int numerator) || Math.Abs(numerator) > 1000)
        {
            return false;
        }

        int denominator = 1;
        if (parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out denominator)))
        {
            return false;
        }

        if (denominator is < 1 or > Dimension.Whole || numerator * Dimension.Whole % denominator != 0)
        {
            return false;
        }

        twelfths = numerator * Dimension.Whole / denominator;
        return true;
    }
}

/// <summary>A unit is stored as its written form.</summary>
internal sealed class UnitJsonConverter : JsonConverter<Unit>
{
    public override Unit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Unit.TryParse(reader.GetString(), out Unit? unit) ? unit : throw new JsonException($"unknown unit '{reader.GetString()}'");

    public override void Write(Utf8JsonWriter writer, Unit value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
