using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG4004: two free parameters that occur only as one product, so that the data see the product alone.</summary>
internal static class ProductsCheck
{
    public static void Run(Subject subject)
    {
        foreach ((Symbol first, Symbol second) in Pairs(subject))
        {
            subject.Warn(
                "NG4004", second.Place, $"{first.Name} and {second.Name} occur only as a product", why: "doubling one and halving the other changes nothing",
                fix: $"make one of them a Constant, or declare {first.Name} * {second.Name} as one parameter");
        }
    }

    /// <summary>Free parameters of which every occurrence is a factor of one product with the other.</summary>
    public static IEnumerable<(Symbol First, Symbol Second)> Pairs(Subject subject)
    {
        Symbol[] free = [.. subject.Model.Symbols.Where(s => s is NeuralSymbol or LearnedSymbol)];
        var together = new Dictionary<(string, string), int>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = free.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (Expression term in subject.Model.Statements.SelectMany(s => s.Terms()))
        {
            Count(term, names, counts, together);
        }

        for (int i = 0; i < free.Length; i++)
        {
            for (int j = i + 1; j < free.Length; j++)
            {
                int both = together.GetValueOrDefault((free[i].Name, free[j].Name)) + together.GetValueOrDefault((free[j].Name, free[i].Name));
                if (both > 0 && both == counts[free[i].Name] && both == counts[free[j].Name])
                {
                    yield return (free[i], free[j]);
                }
            }
        }
    }

    // Counts each name, and each pair of factors of one product above its fraction line.
    private static void Count(Expression term, HashSet<string> names, Dictionary<string, int> counts, Dictionary<(string, string), int> together)
    {
        var open = new Stack<Expression>([term]);
        while (open.TryPop(out Expression? node))
        {
            if (node is Reference r && names.Contains(r.Name))
            {
                counts[r.Name] = counts.GetValueOrDefault(r.Name) + 1;
            }

            if (node is not Binary { Operator: Operator.Multiply or Operator.Divide })
            {
                foreach (Expression child in node.Children)
                {
                    open.Push(child);
                }

                continue;
            }

            var above = new List<string>();
            foreach ((Expression factor, bool up) in Factors(node, true))
            {
                if (factor is Reference f && names.Contains(f.Name) && up)
                {
                    above.Add(f.Name);
                }

                open.Push(factor);
            }

            foreach ((string a, string b) in above.Distinct().SelectMany((a, i) => above.Distinct().Skip(i + 1).Select(b => (a, b))))
            {
                together[(a, b)] = together.GetValueOrDefault((a, b)) + 1;
            }
        }
    }

    private static IEnumerable<(Expression Factor, bool Above)> Factors(Expression term, bool above) => term switch
    {
        Binary { Operator: Operator.Multiply } b => Factors(b.Left, above).Concat(Factors(b.Right, above)),
        Binary { Operator: Operator.Divide } b => Factors(b.Left, above).Concat(Factors(b.Right, !above)),
        _ => [(term, above)],
    };
}
