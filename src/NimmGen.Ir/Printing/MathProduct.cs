using System.Collections.Immutable;

namespace NimmGen.Ir.Printing;

/// <summary>One signed term of an equation: coefficient times numerator factors over denominator factors.</summary>
internal sealed record MathProduct(double Coefficient, ImmutableArray<Expression> Above, ImmutableArray<Expression> Below)
{
    private static readonly MathProduct OneTerm = new(1, [], []);

    /// <summary>The terms of a sum, like terms collected, vanishing terms gone; products are not multiplied out.</summary>
    public static List<MathProduct> SumOf(IEnumerable<(double Sign, Expression Term)> terms)
    {
        var products = new List<MathProduct>();
        foreach ((double sign, Expression term) in terms.SelectMany(t => Terms(t.Term, t.Sign)))
        {
            MathProduct next = OneTerm.Times(term, 1).Cancelled();
            next = next with { Coefficient = next.Coefficient * sign };
            int like = products.FindIndex(p => p.Key == next.Key);
            if (like < 0)
            {
                products.Add(next);
            }
            else
            {
                products[like] = products[like] with { Coefficient = products[like].Coefficient + next.Coefficient };
            }
        }

        products.RemoveAll(p => p.Coefficient == 0);
        return products;
    }

    /// <summary>The sum with f x + (1 - f) x as x.</summary>
    public static List<MathProduct> Complements(List<MathProduct> sum)
    {
        for (int i = 0; i < sum.Count; i++)
        {
            for (int j = 0; j < sum.Count; j++)
            {
                if (i != j && sum[i].Coefficient == sum[j].Coefficient && Rest(sum[i], sum[j]) is { } rest)
                {
                    List<MathProduct> shorter = [.. sum];
                    shorter[Math.Min(i, j)] = rest;
                    shorter.RemoveAt(Math.Max(i, j));
                    return Complements(shorter);
                }
            }
        }

        return sum;
    }

    // What stays of two products when the first has a factor f where the second has 1 - f.
    private static MathProduct? Rest(MathProduct with, MathProduct without)
    {
        foreach (Expression factor in without.Above)
        {
            if (factor is Binary { Operator: Operator.Subtract, Left: Number { Value: 1 } } one && with.Above.Contains(one.Right))
            {
                MathProduct a = with with { Above = with.Above.Remove(one.Right) }, b = without with { Above = without.Above.Remove(factor) };
                if (a.Key == b.Key)
                {
                    return a;
                }
            }
        }

        return null;
    }

    public static List<MathProduct> SumOf(Expression term) => SumOf([(1, term)]);

    /// <summary>Equal for products of the same factors, in whatever order.</summary>
    public string Key => Text(Above) + "/" + Text(Below);

    /// <summary>The term that it is: coefficient, factors above, factors below.</summary>
    public Expression ToExpression()
    {
        var coefficient = new Number(Math.Abs(Coefficient), Unit.One);
        Expression top = Above.IsEmpty ? coefficient : Math.Abs(Coefficient) == 1 ? Product(Above) : coefficient * Product(Above);
        Expression whole = Below.IsEmpty ? top : top / Product(Below);
        return Coefficient < 0 ? -whole : whole;
    }

    private static Expression Product(ImmutableArray<Expression> factors) => factors.Skip(1).Aggregate(factors[0], (a, b) => a * b);

    private static string Text(ImmutableArray<Expression> factors) => string.Join('*', factors.Select(TermPrinter.Print).Order(StringComparer.Ordinal));

    private static IEnumerable<(double Sign, Expression Term)> Terms(Expression term, double sign) => term switch
    {
        Binary { Operator: Operator.Add } b => Terms(b.Left, sign).Concat(Terms(b.Right, sign)),
        Binary { Operator: Operator.Subtract } b => Terms(b.Left, sign).Concat(Terms(b.Right, -sign)),
        Negate n => Terms(n.Operand, -sign),
        _ => [(sign, term)],
    };

    private MathProduct Times(Expression term, int power) => term switch
    {
        Number n => WithUnit(power > 0 ? Coefficient * n.Value : Coefficient / n.Value, n.Unit, power),
        Negate n => (this with { Coefficient = -Coefficient }).Times(n.Operand, power),
        Binary { Operator: Operator.Multiply } b => Times(b.Left, power).Times(b.Right, power),
        Binary { Operator: Operator.Divide } b => Times(b.Left, power).Times(b.Right, -power),
        _ => power > 0 ? this with { Above = Above.Add(term) } : this with { Below = Below.Add(term) },
    };

    private MathProduct WithUnit(double coefficient, Unit unit, int power)
    {
        MathProduct result = this with { Coefficient = coefficient };
        if (unit.Equals(Unit.One))
        {
            return result;
        }

        var one = new Number(1, unit);
        return power > 0 ? result with { Above = Above.Add(one) } : result with { Below = Below.Add(one) };
    }

    private MathProduct Cancelled()
    {
        ImmutableArray<Expression> above = Above, below = Below;
        foreach (Expression factor in Below)
        {
            int i = above.IndexOf(factor);
            if (i >= 0)
            {
                above = above.RemoveAt(i);
                below = below.Remove(factor);
            }
        }

        return new(Coefficient, above, below);
    }
}
