using NimmGen.Ir.Printing;

namespace NimmGen.Ir.Differences;

/// <summary>Terms compared as sums of products, so that a / (b c) and a / b / c are one.</summary>
internal static class Terms
{
    public static bool Same(Expression a, Expression b)
    {
        if (ReferenceEquals(a, b) || CanonicalForm.Of(a) == CanonicalForm.Of(b))
        {
            return true;
        }

        List<MathProduct> left = MathProduct.SumOf(a), right = MathProduct.SumOf(b);
        return left.Count == right.Count && left.All(p => right.Exists(q => q.Coefficient == p.Coefficient && q.Key == p.Key));
    }

    /// <summary>Why the later term is not the earlier one, as what was done to it: "multiplies X by season"; null where it is another term.</summary>
    public static string? Edit(string what, Expression before, Expression after)
    {
        List<MathProduct> old = MathProduct.SumOf(before), now = MathProduct.SumOf(after);
        List<MathProduct> gone = [.. old.Where(p => !now.Exists(q => Equal(p, q)))], come = [.. now.Where(p => !old.Exists(q => Equal(p, q)))];
        if (gone.Count == 0 && old.Count > 0)
        {
            return $"adds {Phrases.List([.. come.Select(Text)])} to {what}";
        }

        if (come.Count == 0 && now.Count > 0)
        {
            return $"takes {Phrases.List([.. gone.Select(Text)])} out of {what}";
        }

        if (gone is not [var was] || come is not [var becomes] || was.Coefficient != becomes.Coefficient)
        {
            return null;
        }

        List<Expression> above = Without(becomes.Above, was.Above), below = Without(becomes.Below, was.Below);
        List<Expression> lostAbove = Without(was.Above, becomes.Above), lostBelow = Without(was.Below, becomes.Below);
        return (above.Count, below.Count, lostAbove.Count, lostBelow.Count) switch
        {
            ( > 0, 0, 0, 0) => $"multiplies {what} by {Product(above)}",
            (0, > 0, 0, 0) => $"divides {what} by {Product(below)}",
            (0, 0, > 0, 0) => $"no longer multiplies {what} by {Product(lostAbove)}",
            (0, 0, 0, > 0) => $"no longer divides {what} by {Product(lostBelow)}",
            (1, 0, 1, 0) => $"puts {Phrases.Term(above[0])} in place of {Phrases.Term(lostAbove[0])} in {what}",
            (0, 1, 0, 1) => $"divides {what} by {Phrases.Term(below[0])} instead of {Phrases.Term(lostBelow[0])}",
            _ => null,
        };
    }

    private static bool Equal(MathProduct a, MathProduct b) => a.Coefficient == b.Coefficient && a.Key == b.Key;

    private static string Text(MathProduct product) => Phrases.Term(product.ToExpression());

    private static string Product(List<Expression> factors) => Phrases.Term(factors.Aggregate((a, b) => a * b));

    private static List<Expression> Without(IEnumerable<Expression> factors, IEnumerable<Expression> others)
    {
        var left = factors.ToList();
        foreach (Expression other in others)
        {
            int i = left.FindIndex(f => CanonicalForm.Of(f) == CanonicalForm.Of(other));
            if (i >= 0)
            {
                left.RemoveAt(i);
            }
        }

        return left;
    }
}
