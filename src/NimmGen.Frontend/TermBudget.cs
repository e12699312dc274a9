using NimmGen.Ir;

namespace NimmGen.Frontend;

/// <summary>
/// Bounds the terms of a model with their lets written out, as verifier and compiler see them:
/// thirty lets that each double the one before are short to write and endless to expand.
/// </summary>
internal static class TermBudget
{
    public static IEnumerable<Diagnostic> Check(MechanismIr model)
    {
        var lets = new Dictionary<string, (long Size, long Depth)>(StringComparer.Ordinal);
        long total = 0;
        foreach (Statement statement in model.Statements)
        {
            foreach (Expression term in statement.Terms())
            {
                (long size, long depth) = Measure(term, lets);
                total += size;
                if (size > Limits.TermSize || depth > Limits.TermDepth)
                {
                    yield return Over(statement.Place, $"the term has {size} nodes and {depth} levels with its lets written out, at most {Limits.TermSize} and {Limits.TermDepth}");
                    yield break;
                }

                if (total > Limits.ModelSize)
                {
                    yield return Over(statement.Place, $"the terms of the model have more than {Limits.ModelSize} nodes in all");
                    yield break;
                }

                if (statement is LetStatement let)
                {
                    lets[let.Name] = (size, depth);
                }
            }
        }
    }

    // The term itself is bounded already, so the walk is.
    private static (long Size, long Depth) Measure(Expression term, Dictionary<string, (long Size, long Depth)> lets)
    {
        if (term is Reference r && lets.TryGetValue(r.Name, out var let))
        {
            return let;
        }

        long size = 1, depth = 0;
        foreach (Expression child in term.Children)
        {
            (long s, long d) = Measure(child, lets);
            size += s;
            depth = Math.Max(depth, d);
        }

        return (size, depth + 1);
    }

    private static Diagnostic Over(Place place, string what) =>
        new("NG0001", Severity.Error, place, "over budget: " + what, In: place.Text, Fix: "write a smaller model, with simpler terms");
}
