using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG0008: names that nothing declares, or that declare the wrong kind of thing. C# refuses most; JSON does not.</summary>
internal static class NamesCheck
{
    public static void Run(Subject subject)
    {
        Duplicates(subject);
        var known = new HashSet<string>(subject.Symbols.Keys, StringComparer.Ordinal);
        var counting = new HashSet<string>(StringComparer.Ordinal);
        foreach (LetStatement let in subject.Model.Lets)
        {
            Terms(subject, let, known, counting);
            known.Add(let.Name);
            if (let.Value.Walk().Any(n => n is Incidence or Cumulative || (n is Reference r && counting.Contains(r.Name))))
            {
                counting.Add(let.Name);
            }
        }

        foreach (Statement statement in subject.Model.Statements.Where(s => s is not LetStatement))
        {
            Terms(subject, statement, known, counting);
            Ends(subject, statement);
        }
    }

    private static void Duplicates(Subject subject)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<(string Name, Place Place)> names = subject.Model.Symbols.Select(s => (s.Name, s.Place))
            .Concat(subject.Model.Lets.Select(l => (l.Name, l.Place)))
            .Concat(subject.Edges.Select(f => (f.Name, f.Statement.Place)));
        foreach ((string name, Place place) in names)
        {
            if (!seen.Add(name))
            {
                subject.Error("NG0008", place, $"'{name}' is declared twice", fix: "symbols, lets and flows share one set of names: rename one");
            }
        }
    }

    private static void Terms(Subject subject, Statement statement, HashSet<string> known, HashSet<string> counting)
    {
        foreach (Expression node in statement.Terms().SelectMany(t => t.Walk()).Distinct(ReferenceEqualityComparer.Instance).Cast<Expression>())
        {
            if (node is Reference r && !known.Contains(r.Name))
            {
                bool later = subject.Lets.ContainsKey(r.Name);
                subject.Error(
                    "NG0008", statement.Place, later ? $"let '{r.Name}' is used before it is defined" : $"'{r.Name}' is not declared", r,
                    fix: later ? "a let refers to earlier lets only: put the definition first, and break any circle" : $"declare {r.Name}, or correct the name");
            }
            else if (node is Reference f && subject.Symbols.GetValueOrDefault(f.Name) is MatrixSymbol or ClosureSymbol)
            {
                subject.Error("NG0008", statement.Place, $"'{((Reference)node).Name}' is no number", node, fix: "a matrix is used by Mix(matrix, x), a closure by closure.Of(x)");
            }
            else if (node is Cumulative c && !subject.Flows.ContainsKey(c.Flow))
            {
                subject.Error("NG0008", statement.Place, $"Cumulative of '{c.Flow}', which is no flow", c, fix: "Flow f = Flow(...); then Cumulative(f)");
            }
            else if (node is Mix m && subject.Symbols.GetValueOrDefault(m.Matrix) is not MatrixSymbol)
            {
                subject.Error("NG0008", statement.Place, $"'{m.Matrix}' is not a matrix", m, fix: $"readonly Matrix {m.Matrix} = new(PerDay, Age);");
            }
            else if (node is ClosureCall k && subject.Symbols.GetValueOrDefault(k.Closure) is not ClosureSymbol)
            {
                subject.Error("NG0008", statement.Place, $"'{k.Closure}' is not a closure", k, fix: $"readonly Closure {k.Closure} = new(PerDay, 0, 1);");
            }
            else if (node is Incidence i && !subject.Flows.ContainsKey(i.Flow))
            {
                subject.Error("NG0008", statement.Place, $"Incidence of '{i.Flow}', which is no flow", i, fix: "Flow f = Flow(...); then Incidence(f)");
            }
            else if (statement is not (ObserveStatement or LetStatement) && (node is Incidence or Cumulative || (node is Reference l && counting.Contains(l.Name))))
            {
                subject.Error(
                    "NG0008", statement.Place, $"{(node is Cumulative ? "Cumulative" : "Incidence")} inside the dynamics or a start", node,
                    "it is what a flow moved in one observation step, so it exists only where the model is observed",
                    "use it in Observe; in a rate use the terms of the flow itself");
            }
        }
    }

    private static void Ends(Subject subject, Statement statement)
    {
        foreach (string? name in statement switch
        {
            FlowStatement f => [f.From, f.To],
            TransferStatement t => [t.From, t.To],
            SplitStatement s => [s.From, s.To, s.Rest],
            OutflowStatement o => [o.From],
            InflowStatement i => [i.To],
            StartRestStatement r => [r.State],
            _ => (ReadOnlySpan<string>)[],
        })
        {
            if (subject.Symbols.GetValueOrDefault(name) is not CompartmentSymbol)
            {
                subject.Error("NG0008", statement.Place, $"'{name}' is not a compartment", fix: $"readonly Compartment {name} = new(People);");
            }
        }

        string? state = statement switch { StartStatement s => s.State, GrowthStatement g => g.Quantity, RateStatement r => r.Quantity, NextStatement n => n.Quantity, _ => null };
        if (state is not null && subject.Symbols.GetValueOrDefault(state) is not (CompartmentSymbol or QuantitySymbol))
        {
            subject.Error("NG0008", statement.Place, $"'{state}' is not a compartment or quantity", fix: "only states have starts and equations");
        }
    }
}
