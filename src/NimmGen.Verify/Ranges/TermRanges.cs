using NimmGen.Ir;

namespace NimmGen.Verify.Ranges;

/// <summary>
/// Bounds of a term of a written-out model, in base units: interval arithmetic over its tree, and beside it the term as a quotient of
/// polynomials (<see cref="QuotientRange"/>). Each knows what the other does not; both hold.
/// </summary>
internal sealed class TermRanges
{
    private readonly Subject _subject;
    private readonly SymbolRanges _symbols;
    private readonly Atoms _atoms;
    private readonly QuotientRange _quotients;
    private readonly FunctionRanges _functions;
    private readonly Means _means;
    private readonly Dictionary<string, Bound> _lets = new(StringComparer.Ordinal);

    public TermRanges(Subject subject, SymbolRanges symbols)
    {
        (_subject, _symbols) = (subject, symbols);
        _atoms = new(subject, symbols);
        _quotients = new(_atoms);
        _functions = new(Of);
        _means = new(subject, _atoms);
    }

    /// <summary>What is known of a term: its interval, and its quotient where it has one.</summary>
    private sealed class Bound(Interval plain, Quotient? quotient)
    {
        private bool _refined;

        public Interval Plain { get; private set; } = plain;

        public Quotient? Quotient { get; } = quotient;

        public Interval Refined(QuotientRange ranges)
        {
            if (!_refined && Quotient is not null)
            {
                Plain = Plain.And(ranges.Of(Quotient));
            }

            _refined = true;
            return Plain;
        }
    }

    public Interval Of(Expression term) => Look(term).Refined(_quotients);

    private Bound Look(Expression term)
    {
        switch (term)
        {
            case Number n:
                // Units convert: a number counts in the scale of its unit, as symbols do.
                return new(Interval.Point(n.Value * n.Unit.Scale), Quotient.Number(n.Value * n.Unit.Scale));
            case Reference r when !_subject.Symbols.ContainsKey(r.Name) && _subject.Lets.TryGetValue(r.Name, out LetStatement? let):
                if (!_lets.TryGetValue(r.Name, out Bound? known))
                {
                    _lets[r.Name] = known = Look(let.Value);
                }

                return known;
            case Reference r:
                double scale = _subject.Symbols.TryGetValue(r.Name, out Symbol? symbol) ? symbol.Unit.Scale : 1;
                return new(_symbols[r.Name] * Interval.Point(scale), Symbol(r.Name, scale));
            case Negate n:
                Bound negated = Look(n.Operand);
                return new(-negated.Plain, negated.Quotient?.Negative());
            case Binary b:
                return Look(b);
            case Mix m:
                Interval row = _symbols.RowSum(m.Matrix, m.Transposed) * Interval.Point(_subject.Symbols.GetValueOrDefault(m.Matrix)?.Unit.Scale ?? 1);
                return Weighted(m.Operand, $"{m.Matrix}{(m.Transposed ? "'" : "")}", row);
            case SumOver s:
                return Weighted(s.Operand, $"places {s.Axis}", new(1, double.PositiveInfinity));
            case Select or Delay or Smooth:
                // A weighted mean of what it was: within the same bounds.
                return Opaque(term, Of(term.Children[0]));
            case ClosureCall c:
                return Opaque(term, _symbols[c.Closure] * Interval.Point(_subject.Symbols.GetValueOrDefault(c.Closure)?.Unit.Scale ?? 1));
            case Incidence or Cumulative or Time:
                return Opaque(term, new(0, double.PositiveInfinity));
            case Call c:
                return Opaque(term, _functions.Of(c));
            default:
                return new(Interval.All, null);
        }
    }

    // A sum with non-negative weights is their sum times a weighted mean, which is linear and within the bounds of what it is a mean of.
    private Bound Weighted(Expression operand, string weights, Interval sum)
    {
        return new(sum * Of(operand), Mean(operand, weights)?.Times(Quotient.Sum([(_atoms.Of("sum " + weights, sum), 1)]), _atoms));
    }

    private Quotient? Mean(Expression term, string weights)
    {
        switch (term)
        {
            case Reference r when !_subject.Symbols.ContainsKey(r.Name) && _subject.Lets.TryGetValue(r.Name, out LetStatement? let) && let.Value is Binary:
                return Mean(let.Value, weights);
            case Binary { Operator: Operator.Add or Operator.Subtract } b:
                return Mean(b.Left, weights) is { } x && Mean(b.Right, weights) is { } y ? x.Plus(y, b.Operator == Operator.Add ? 1 : -1, _atoms) : null;
            default:
                Bound bound = Look(term);
                return _means.Of(term, bound.Quotient, weights, bound.Refined(_quotients));
        }
    }

    private Bound Opaque(Expression term, Interval range) => new(range, Quotient.Sum([(_atoms.Of(term, range), 1)]));

    private Bound Look(Binary b)
    {
        Bound left = Look(b.Left), right = Look(b.Right);
        if (b.Operator == Operator.Power)
        {
            Quotient? power = left.Quotient is { } q && b.Right is Number { Value: 1 or 2 or 3 } n
                ? Enumerable.Repeat(q, (int)n.Value - 1).Aggregate((Quotient?)q, (product, next) => product?.Times(next, _atoms))
                : null;
            Interval raised = FunctionRanges.Power(left.Refined(_quotients), right.Refined(_quotients));
            return power is null ? Opaque(b, raised) : new(raised, power);
        }

        Quotient? quotient = left.Quotient is { } x && right.Quotient is { } y
            ? b.Operator switch
            {
                Operator.Add => x.Plus(y, 1, _atoms),
                Operator.Subtract => x.Plus(y, -1, _atoms),
                Operator.Multiply => x.Times(y, _atoms),
                _ => x.Over(y, _atoms),
            }
            : null;

        // Where the quotient goes on, it carries what the parts know; where it ends here, they are looked at one by one.
        bool ends = quotient is null || b.Operator == Operator.Divide;
        Interval p = ends ? left.Refined(_quotients) : left.Plain, r = ends ? right.Refined(_quotients) : right.Plain;
        Interval plain = b.Operator switch
        {
            Operator.Add => p + r,
            Operator.Subtract => p - r,
            Operator.Multiply => b.Left.Equals(b.Right) ? FunctionRanges.Square(p) : p * r,
            _ => p / r,
        };
        return new(plain, quotient);
    }

    private Quotient Symbol(string name, double scale) =>
        _symbols.Totals.TryGetValue(name, out string[]? parts)
            ? Quotient.Sum(parts.Select(p => (p, scale)))
            : _subject.Symbols.GetValueOrDefault(name) is ConstantSymbol { Values.IsEmpty: true } c ? Quotient.Number(c.Value * scale) : Quotient.Sum([(name, scale)]);
}
