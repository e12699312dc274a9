using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG7001: contagion without a role for it. NG7002: one role twice in a product, so that a scenario acts twice.</summary>
internal static class RolesCheck
{
    private const int MostProducts = 60;

    public static void Run(Subject subject)
    {
        Transmission(subject);
        foreach (FlowEdge flow in subject.Edges)
        {
            Twice(subject, flow.Statement, flow.EffectiveRate, $"flow {Subject.Arrow(flow)}");
        }

        foreach (Statement s in subject.Model.Statements)
        {
            switch (s)
            {
                case GrowthStatement g:
                    Twice(subject, g, g.PerCapita, $"the growth of {g.Quantity}");
                    break;
                case RateStatement r:
                    Twice(subject, r, r.Rate, $"the rate of {r.Quantity}");
                    break;
                case ObserveStatement o:
                    Twice(subject, o, o.Value, $"observation '{o.Channel}'");
                    break;
            }
        }
    }

    private static void Transmission(Subject subject)
    {
        bool given = subject.Model.Symbols.Any(s => s.Role == "transmission") || subject.Model.Lets.Any(l => l.Role == "transmission");
        Dimension people = Unit.Of("people").Dimension;
        FlowEdge? contagion = given ? null : subject.Edges.FirstOrDefault(f => f is { PerCapita: true, To: not null }
            && subject.Symbols.GetValueOrDefault(f.From!)?.Unit.Dimension == people
            && subject.Model.Compartments.Any(c => c.Name != f.From && c.Unit.Dimension == people && subject.Rises(f.Rate, c.Name)));
        if (contagion is not null)
        {
            subject.Warn(
                "NG7001", contagion.Statement.Place, $"flow {Subject.Arrow(contagion)} is contagion, but nothing in it carries Role.Transmission", contagion.Rate,
                "scenarios of distancing would have nothing to turn", "{ Role = Role.Transmission } on the parameter that contacts change, such as beta");
        }
    }

    private static void Twice(Subject subject, Statement statement, Expression term, string where)
    {
        foreach (IReadOnlyList<(string Name, string Role)> product in Products(subject, term, new(StringComparer.Ordinal)))
        {
            foreach (var role in product.GroupBy(p => p.Role, StringComparer.Ordinal))
            {
                string[] names = [.. role.Select(p => p.Name).Distinct(StringComparer.Ordinal)];
                if (names.Length > 1)
                {
                    subject.Error(
                        "NG7002", statement.Place, $"{string.Join(" and ", names.Take(2))} {(names.Length > 2 ? "and others " : "")}carry the role '{role.Key}' and are multiplied in {where}", term,
                        $"a scenario that scales this role by 0.6 would scale it by {Math.Pow(0.6, names.Length):0.###}", $"leave the role on one of them, such as {names[0]}");
                    return;
                }
            }
        }
    }

    // The products that a term is a sum of, by the names with a role in them; divisors count as factors.
    private static List<IReadOnlyList<(string Name, string Role)>> Products(Subject subject, Expression term, Dictionary<string, List<IReadOnlyList<(string Name, string Role)>>> lets)
    {
        switch (term)
        {
            case Reference r when subject.Symbols.TryGetValue(r.Name, out Symbol? symbol):
                return symbol.Role is { } role ? [[(symbol.Name, role)]] : [[]];
            case Reference r when subject.Lets.TryGetValue(r.Name, out LetStatement? let):
                if (!lets.TryGetValue(let.Name, out var inner))
                {
                    lets[let.Name] = inner = Products(subject, let.Value, lets);
                }

                return let.Role is { } own ? [.. inner.Select(p => (IReadOnlyList<(string, string)>)[.. p, (let.Name, own)])] : inner;
            case Binary { Operator: Operator.Add or Operator.Subtract } b:
                return [.. Products(subject, b.Left, lets).Concat(Products(subject, b.Right, lets)).Distinct(SameNames).Take(MostProducts)];
            case Binary { Operator: Operator.Multiply or Operator.Divide } b:
                var left = Products(subject, b.Left, lets);
                var right = Products(subject, b.Right, lets);
                return [.. left.SelectMany(l => right.Select(r => (IReadOnlyList<(string, string)>)[.. l.Concat(r).Distinct()])).Distinct(SameNames).Take(MostProducts)];
            case Mix m:
                string? matrix = subject.Symbols.GetValueOrDefault(m.Matrix)?.Role;
                return [.. Products(subject, m.Operand, lets).Select(p => (IReadOnlyList<(string, string)>)(matrix is null ? p : [.. p, (m.Matrix, matrix)]))];
            case Negate or SumOver or Select or Smooth or Delay:
                return Products(subject, term.Children[0], lets);
            default:
                return [[]];
        }
    }

    private static readonly IEqualityComparer<IReadOnlyList<(string Name, string Role)>> SameNames =
        EqualityComparer<IReadOnlyList<(string Name, string Role)>>.Create((a, b) => a!.SequenceEqual(b!), p => p.Count);
}
