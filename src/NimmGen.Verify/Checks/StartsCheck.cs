using NimmGen.Ir;
using NimmGen.Verify.Ranges;

namespace NimmGen.Verify.Checks;

/// <summary>NG6001: each state has exactly one start, and starts do not need each other. NG6002: starts fit into their total.</summary>
internal static class StartsCheck
{
    public static void Run(Subject subject)
    {
        ILookup<string, Statement> starts = subject.Model.Statements
            .Where(s => s is StartStatement or StartRestStatement)
            .ToLookup(s => s is StartStatement v ? v.State : ((StartRestStatement)s).State, StringComparer.Ordinal);
        foreach (Symbol state in subject.Model.States)
        {
            Statement[] own = [.. starts[state.Name]];
            if (own.Length == 0)
            {
                subject.Error(
                    "NG6001", state.Place, $"{(state is CompartmentSymbol ? "compartment" : "quantity")} {state.Name} has no start",
                    fix: $"Start({state.Name}, 0), Start({state.Name}, share * total) or StartRest({state.Name}, total)");
            }
            else if (own.Length > 1)
            {
                subject.Error("NG6001", own[1].Place, $"{state.Name} has {own.Length} starts, expected one", fix: "keep one of them");
            }
        }

        Rests(subject);
        if (!subject.Has("NG6001") && !subject.Has("NG10"))
        {
            Totals(subject);
        }
    }

    private static void Rests(Subject subject)
    {
        foreach (var group in FlowComponents.Of(subject.Model))
        {
            StartRestStatement[] rests = [.. subject.Model.Statements.OfType<StartRestStatement>().Where(r => group.Any(c => c.Name == r.State))];
            if (rests.Length > 1 && rests[0].State != rests[1].State)
            {
                subject.Error(
                    "NG6001", rests[1].Place, $"{rests[0].State} and {rests[1].State} both start with the rest", why: "each would need the other's start to know its own",
                    fix: "one StartRest for each group of compartments that flows connect");
            }
        }

        foreach (StartStatement start in subject.Model.Statements.OfType<StartStatement>())
        {
            if (Inlined(subject, start.Value).References().FirstOrDefault(n => subject.Symbols.GetValueOrDefault(n) is CompartmentSymbol or QuantitySymbol) is { } state)
            {
                subject.Error(
                    "NG6001", start.Place, $"start of {start.State} needs the start of {state}", start.Value,
                    fix: "write the start from parameters and inputs");
            }
        }
    }

    private static Expression Inlined(Subject subject, Expression term) => subject.Model.Inline(term) is { Size: < 5000 } inlined ? inlined : term;

    // A witness in two inputs is none: the data set, not a range, says how they relate.
    private static void Totals(Subject subject)
    {
        foreach (var group in FlowComponents.Of(subject.Model))
        {
            if (subject.Model.Statements.OfType<StartRestStatement>().FirstOrDefault(r => group.Any(c => c.Name == r.State)) is not { } rest)
            {
                continue;
            }

            StartStatement[] others = [.. subject.Model.Statements.OfType<StartStatement>().Where(s => group.Any(c => c.Name == s.State))];
            Expression left = others.Aggregate(rest.Total, (sum, s) => sum - s.Value);
            Expression written = Inlined(subject, left);
            if (written.Size > 2000 || written.References().Count(n => subject.Symbols.GetValueOrDefault(n) is InputSymbol) > 1)
            {
                continue;
            }

            if (new TermRanges(subject, new SymbolRanges(subject)).Of(left).Low >= 0)
            {
                continue;
            }

            if (new Witness(subject).Below(left, 0) is { } found)
            {
                subject.Error(
                    "NG6002", rest.Place, $"the starts of {string.Join(", ", others.Select(s => s.State))} can exceed the total that {rest.State} completes", rest.Total,
                    $"at {found.Point} the rest is {found.Value}", "lower the upper bounds of the initial shares so that they sum to less than 1");
            }
        }
    }
}
