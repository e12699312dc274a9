using System.Collections.Immutable;
using NimmGen.Ir.Printing;

namespace NimmGen.Ir.Differences;

/// <summary>Amounts, ranges, terms and lists in words.</summary>
internal static class Phrases
{
    private const int LongestTerm = 90;

    /// <summary>"7 days", "0.25 per day", "0.3".</summary>
    public static string Amount(double value, Unit unit) => (Number(value) + " " + In(unit, value != 1)).TrimEnd();

    /// <summary>"between 0.1 and 0.5 per day".</summary>
    public static string Between(double min, double max, Unit unit) => $"between {Number(min)} and {Number(max)} {In(unit, true)}".TrimEnd();

    /// <summary>An exact fraction where it is one, else at most six digits.</summary>
    public static string Number(double value) => NumberText.Readable(value) is (var above, var below) && below is not null ? $"{above}/{below}" : above;

    /// <summary>The unit behind a number; empty for a plain one.</summary>
    public static string In(Unit unit, bool plural)
    {
        string text = unit.ToString();
        return text == "1" ? ""
            : text.StartsWith("1/", StringComparison.Ordinal) && text.IndexOf('/', 2) < 0 ? "per " + text[2..]
            : plural && text is "day" or "week" or "hour" or "year" or "second" ? text + "s"
            : text;
    }

    /// <summary>The term as the language writes it, cut where it is long.</summary>
    public static string Term(Expression term)
    {
        if (term.Size > 10_000)
        {
            return "a long term";
        }

        string text = TermPrinter.Print(term);
        return text.Length <= LongestTerm ? text : text[..LongestTerm].TrimEnd() + "…";
    }

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1],
    };

    /// <summary>How a parameter gets its value: "learned between 0.1 and 0.5 per day".</summary>
    public static string Source(Symbol symbol) => symbol switch
    {
        ConstantSymbol { Values.IsEmpty: false } c => $"fixed at {List([.. c.Values.Select(Number)])} {In(c.Unit, true)}".TrimEnd(),
        ConstantSymbol c => $"fixed at {Amount(c.Value, c.Unit)}",
        LearnedSymbol l => $"learned {Between(l.Min, l.Max, l.Unit)}{(l.Per == Scope.Location ? " for each location" : "")}",
        NeuralSymbol n => $"neural {Between(n.Min, n.Max, n.Unit)}, {Every(n.Every)}",
        ClosureSymbol c => $"a network {Between(c.Min, c.Max, c.Unit)}",
        InputSymbol or MatrixSymbol => "from the data",
        _ => "a state",
    };

    /// <summary>"by week", "every step", "constant in time".</summary>
    public static string Every(Cadence cadence) =>
        cadence == Cadence.EveryStep ? "every step" : cadence == Cadence.Weekly ? "by week" : cadence == Cadence.Never ? "constant in time" : $"every {cadence}";

    /// <summary>"S to E", "people from outside to E".</summary>
    public static string Ends(FlowEdge flow) => flow switch
    {
        { From: null } => $"from outside to {flow.To}{Of(flow.ToGroup)}",
        { To: null } => $"from {flow.From}{Of(flow.FromGroup)} out of the model",
        _ => $"from {flow.From}{Of(flow.FromGroup)} to {flow.To}{Of(flow.ToGroup)}",
    };

    private static string Of(Group? group) => group is null ? "" : $"[{group.Label}]";

    /// <summary>Names of symbols that the term refers to and the model declares as parameters or data.</summary>
    public static ImmutableArray<Symbol> Parameters(Expression term, MechanismIr model) =>
        [.. term.References().Select(model.Find).OfType<Symbol>().Where(s => s is not (CompartmentSymbol or QuantitySymbol))];
}
