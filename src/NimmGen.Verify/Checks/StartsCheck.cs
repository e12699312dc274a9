using System.Collections.Immutable;
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
        if (!subject.Has("NG6001") && subject.Fits)
        {
            Totals(subject);
        }
    }

    private static void Rests(Subject subject)
    {
        foreach (var group in subject.Components)
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
        Subject written = subject.Written!.Subject;
        var told = new HashSet<Statement>();
        var witness = new Lazy<Witness>(() => new Witness(written));
        foreach (StartRestStatement rest in written.Model.Statements.OfType<StartRestStatement>())
        {
            ImmutableArray<string> beside = StartRests.Others(written.Model, rest);
            StartStatement[] others = [.. written.Model.Statements.OfType<StartStatement>().Where(s => beside.Contains(s.State))];
            Expression left = others.Aggregate(rest.Total, (sum, s) => sum - s.Value);
            if (left.Size > 2000 || written.Ranges.Of(left).Low >= 0 || written.Needs([left]).Count(n => written.Symbols.GetValueOrDefault(n) is InputSymbol) > 1)
            {
                continue;
            }

            Statement declared = subject.Written.DeclaredOf(rest);
            if (witness.Value.Below(left, 0) is { } found && told.Add(declared))
            {
                string[] states = [.. others.Where(s => s.Value is not Number { Value: 0 }).Select(s => s.State)];
                subject.Error(
                    "NG6002", declared.Place, $"the starts of {string.Join(", ", states)} can exceed the total that {rest.State} completes", rest.Total,
                    $"at {found.Point} the rest is {found.Value}", "lower the upper bounds of the initial shares so that they sum to less than 1");
            }
        }
    }
}
