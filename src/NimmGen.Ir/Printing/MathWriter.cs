namespace NimmGen.Ir.Printing;

/// <summary>Terms of one model in one notation.</summary>
internal sealed class MathWriter(MathStyle style, MechanismIr model)
{
    private readonly HashSet<string> _varying =
        [.. model.Neurals.Where(n => n.Every != Cadence.Never).Select(n => n.Name)];

    public string Symbol(string name) => style.Symbol(name, _varying.Contains(name));

    public string Term(Expression term) => Sum(MathProduct.SumOf(term));

    public string Sum(List<MathProduct> products)
    {
        if (products.Count == 0)
        {
            return "0";
        }

        // Gains first reads better, but the author's order is what the author knows.
        string text = "";
        foreach (MathProduct p in products)
        {
            bool negative = p.Coefficient < 0;
            string sign = text.Length == 0 ? (negative ? style.Minus : "") : negative ? $" {style.Minus} " : " + ";
            text += sign + Product(p with { Coefficient = Math.Abs(p.Coefficient) }, alone: products.Count == 1);
        }

        return text;
    }

    private string Product(MathProduct p, bool alone)
    {
        var above = p.Above.ToList();
        bool only = above.Count == 1 && p.Coefficient == 1;
        var factors = above.Select(f => Factor(f, only && (p.Below.Length > 0 ? style is LatexStyle : alone))).ToList();
        if (p.Coefficient != 1 || factors.Count == 0)
        {
            factors.Insert(0, style.Number(p.Coefficient));
        }

        string top = string.Join(style.Times, factors);
        if (p.Below.Length == 0)
        {
            return top;
        }

        bool single = p.Below.Length == 1;
        string bottom = string.Join(style.Times, p.Below.Select(f => Factor(f, single)));
        return style.Fraction(top, bottom, compoundBelow: !single || IsSum(p.Below[0]));
    }

    // A sum is grouped unless it stands by itself.
    private string Factor(Expression term, bool bare) => term switch
    {
        Number n => n.Value == 1 && !n.Unit.Equals(Unit.One) ? style.Unit(n.Unit) : style.Number(n.Value),
        Reference r => Symbol(r.Name),
        Incidence i => style.OverStep(Integrand(i.Flow)),
        Cumulative c => style.SinceStart(Integrand(c.Flow)),
        Time => "t",
        Delay d => style.Delay(Term(d.Signal), Term(d.Mean), d.Deviation is null ? null : Term(d.Deviation)),
        Smooth s => style.Mean(Term(s.Signal), s.Days),
        SumOver s => style.SumOver(s.Axis, Factor(s.Operand, bare: false)),
        Mix m => style.Mix(Symbol(m.Matrix), Factor(m.Operand, bare: false), m.Transposed),
        Select s => style.Select(Factor(s.Operand, bare: false), s.Group.Label),
        ClosureCall c => style.Closure(Symbol(c.Closure), [.. c.Arguments.Select(Term)]),
        Call c => style.Call(c.Function, [.. c.Arguments.Select(Term)]),
        Binary { Operator: Operator.Power } b => style.Power(Base(b.Left), Exponent(b.Right)),
        _ => bare ? Term(term) : style.Group(Term(term)),
    };

    private string Base(Expression term) => term is Reference or Number { Value: >= 0 } or Call ? Factor(term, bare: true) : style.Group(Term(term));

    private string Exponent(Expression term) => term is Number n ? Sum([new(n.Value, [], [])]) : Term(term);

    private string Integrand(string name)
    {
        FlowEdge? flow = model.Flows.FirstOrDefault(f => f.Name == name);
        if (flow is null)
        {
            return Symbol(name);
        }

        List<MathProduct> rate = MathProduct.SumOf(Moved(flow));
        return rate.Count == 1 ? Sum(rate) : style.Group(Sum(rate));
    }

    /// <summary>What the flow moves a unit of time, in the unit of its stock.</summary>
    public static Expression Moved(FlowEdge flow) => flow.PerCapita ? flow.EffectiveRate * new Reference(flow.From!) : flow.EffectiveRate;

    private static bool IsSum(Expression term) => term is Binary { Operator: Operator.Add or Operator.Subtract } or Negate;
}
