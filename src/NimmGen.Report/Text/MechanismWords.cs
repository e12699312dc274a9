using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Report;

/// <summary>A mechanism in plain words, from its declarations: nothing here is not in the model.</summary>
internal static class MechanismWords
{
    // The field's letters, used where the author wrote no comment.
    private static readonly Dictionary<string, string> Letters = new(StringComparer.Ordinal)
    {
        ["S"] = "susceptible",
        ["E"] = "exposed",
        ["I"] = "infectious",
        ["R"] = "recovered",
        ["M"] = "dead",
        ["D"] = "dead",
        ["A"] = "infectious without symptoms",
        ["H"] = "in hospital",
        ["Q"] = "in isolation",
        ["V"] = "vaccinated",
        ["B"] = "in bed",
        ["E1"] = "exposed, first stage",
        ["E2"] = "exposed, second stage",
        ["I1"] = "infectious, first stage",
        ["I2"] = "infectious, second stage",
    };

    private static readonly Dictionary<string, string> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["transmission"] = "transmission rate",
        ["reporting"] = "reported share",
        ["importation"] = "importation",
        ["treatment"] = "treatment effect",
        ["recovery"] = "recovery rate",
    };

    /// <summary>"susceptible (S), infectious (I) and recovered (R)", in the order of flow.</summary>
    public static string States(MechanismIr model) =>
        List([.. FlowLayers.Of(model).InOrder.Select(s => Named(model, s))]);

    /// <summary>The meaning of a symbol in a few words with its name: "transmission rate (beta)".</summary>
    public static string Named(MechanismIr model, string name)
    {
        string words = Meaning(model, name);
        return words == name ? name : $"{words} ({Greek.Of(name)})";
    }

    /// <summary>The first clause of the author's comment, else the field's word for it, else the name.</summary>
    public static string Meaning(MechanismIr model, string name)
    {
        Symbol? symbol = model.Find(name);
        if (symbol?.Meaning is { } meaning && Clause(meaning) is { Length: > 0 and <= 60 } clause)
        {
            return clause;
        }

        if (symbol?.Role is { } role && Roles.TryGetValue(role, out string? word))
        {
            return word;
        }

        return symbol is CompartmentSymbol && Letters.TryGetValue(name, out string? state) ? state : name;
    }

    /// <summary>Which parameters change, and how often; null where none does.</summary>
    public static string? Varying(MechanismIr model, string step)
    {
        ImmutableArray<string> weekly = [.. model.Neurals.Where(n => n.Every == Cadence.Weekly).Select(n => Named(model, n.Name))];
        ImmutableArray<string> every = [.. model.Neurals.Where(n => n.Every == Cadence.EveryStep).Select(n => Named(model, n.Name))];
        string? first = weekly.IsEmpty ? null : $"{List(weekly)} {(weekly.Length == 1 ? "varies" : "vary")} by week";
        string? second = every.IsEmpty ? null : $"{List(every)} {(every.Length == 1 ? "varies" : "vary")} by {step}";
        return first is null ? second : second is null ? first : $"{first}, {second}";
    }

    /// <summary>
    /// "the share reported is 34 %", where the model has one reporting parameter and its range makes it a share; else null.
    /// A ratio of visits to infections may be far above one and is none.
    /// </summary>
    public static string? Reported(MechanismIr model, ImmutableArray<ParameterValue> parameters)
    {
        ImmutableArray<Symbol> shares = [.. model.Symbols.Where(s =>
            string.Equals(s.Role, "reporting", StringComparison.OrdinalIgnoreCase) && s.Unit.IsDimensionless)];
        return shares is [{ } share] && parameters.FirstOrDefault(p => p.Name == share.Name) is { } value
            && double.IsFinite(value.Value) && value.Max * value.Unit.Scale <= 1
            ? $"the share reported ({Greek.Of(share.Name)}) is {Figures.Percent(value.Value * value.Unit.Scale)}"
            : null;
    }

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(ImmutableArray<string> items) => items switch
    {
        [] => "",
        [var one] => one,
        _ => string.Join(", ", items.Take(items.Length - 1)) + " and " + items[^1],
    };

    private static string Clause(string meaning)
    {
        string clause = meaning.ReplaceLineEndings(" ").Split([';', '(', ':'], 2)[0].Split(". ", 2)[0].Split(", by ", 2)[0].Trim().TrimEnd('.');
        return clause.Length > 1 && char.IsUpper(clause[0]) && char.IsLower(clause[1]) ? char.ToLowerInvariant(clause[0]) + clause[1..] : clause;
    }
}
