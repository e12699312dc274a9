using System.Collections.Immutable;

namespace NimmGen.Ir.Printing;

/// <summary>Terms of one model in one notation, at given indices of its axes.</summary>
internal sealed class MathWriter
{
    private readonly MathStyle _style;
    private readonly MechanismIr _model;
    private readonly MathIndices _indices;
    private readonly ImmutableDictionary<string, string> _at;

    // Every index on the way here: a sum inside a sum takes another one.
    private readonly ImmutableHashSet<string> _used;

    public MathWriter(MathStyle style, MechanismIr model)
        : this(style, model, new MathIndices(model), ImmutableDictionary<string, string>.Empty, [])
    {
    }

    private MathWriter(MathStyle style, MechanismIr model, MathIndices indices, ImmutableDictionary<string, string> at, ImmutableHashSet<string> used) =>
        (_style, _model, _indices, _at, _used) = (style, model, indices, at, used);

    public MathIndices Indices => _indices;

    /// <summary>The same at the running index of each axis that has none yet.</summary>
    public MathWriter Over(IEnumerable<string> axes) => axes.Aggregate(this, (w, axis) => w._at.ContainsKey(axis) ? w : w.At(axis, _indices.Fresh(axis, w._used)));

    /// <summary>The running index of an axis.</summary>
    public string Index(string axis) => _at.GetValueOrDefault(axis) ?? _indices.Fresh(axis, []);

    /// <summary>A symbol or let with its indices; a varying one carries the time.</summary>
    public string Symbol(string name, string? stage = null)
    {
        IEnumerable<string> indices = _indices.AxesOf(name).Select(axis => _at.GetValueOrDefault(axis)).OfType<string>();
        return _style.Symbol(name, stage, [.. indices], _indices.Varies(name));
    }

    /// <summary>A symbol or let at the running index of each of its axes.</summary>
    public string OverItsAxes(string name) => Over(_indices.AxesOf(name)).Symbol(name);

    /// <summary>A declared symbol, a matrix with its two indices.</summary>
    public string Declared(Symbol symbol)
    {
        if (symbol is not MatrixSymbol matrix)
        {
            return OverItsAxes(symbol.Name);
        }

        string row = Index(matrix.Rows);
        return _style.Symbol(symbol.Name, null, [row, _indices.Fresh(matrix.Columns, [row])], false);
    }

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
            string sign = text.Length == 0 ? (negative ? _style.Minus : "") : negative ? $" {_style.Minus} " : " + ";
            text += sign + Product(p with { Coefficient = Math.Abs(p.Coefficient) }, alone: products.Count == 1);
        }

        return text;
    }

    private string Product(MathProduct p, bool alone)
    {
        // What a sum or an integral sign stands before goes last, or the sign would seem to reach on.
        Expression[] above = [.. Powers(p.Above).OrderBy(Reaches)];
        bool only = above.Length == 1 && p.Coefficient == 1;
        var factors = above.Select((f, i) => Reaches(f) && i < above.Length - 1 ? _style.Group(Factor(f, bare: false)) : Factor(f, only && (p.Below.Length > 0 ? _style is LatexStyle : alone))).ToList();
        if (p.Coefficient != 1 || factors.Count == 0)
        {
            factors.Insert(0, _style.Number(p.Coefficient));
        }

        string top = string.Join(_style.Times, factors);
        if (p.Below.Length == 0)
        {
            return top;
        }

        Expression[] below = [.. Powers(p.Below)];
        bool single = below.Length == 1;
        string bottom = string.Join(_style.Times, below.Select(f => Factor(f, single)));
        return _style.Fraction(above.Length > 0 && Reaches(above[^1]) && _style is TextStyle ? _style.Group(top) : top, bottom, compoundBelow: !single || IsSum(below[0]) || Reaches(below[0]));
    }

    private static bool Reaches(Expression factor) => factor is SumOver or Mix or Incidence or Cumulative;

    // x times x is x squared.
    private static IEnumerable<Expression> Powers(ImmutableArray<Expression> factors) => factors.GroupBy(f => f)
        .Select(g => g.Count() == 1 || g.Key is Number or MathNode ? g.ToArray() : [new Binary(Operator.Power, g.Key, new Number(g.Count(), Unit.One))]).SelectMany(g => g);

    // A sum is grouped unless it stands by itself.
    private string Factor(Expression term, bool bare) => term switch
    {
        Number n => n.Value == 1 && !n.Unit.Equals(Unit.One) ? _style.Unit(n.Unit) : _style.Number(n.Value),
        Reference r => Symbol(r.Name),
        StageOf s => Symbol(s.Compartment, s.Stage),
        Indicator i => _style.Indicator(Index(i.Axis), i.Relation, i.Label),
        Previous p => At(p.Axis, Index(p.Axis) + _style.Minus + "1").Factor(p.Operand, bare),
        WeekdayFactor => _style.Weekday,
        Incidence i => _style.OverStep(Integrand(i.Flow)),
        Cumulative c => _style.SinceStart(Integrand(c.Flow)),
        Time => "t",
        Delay d => _style.Delay(Term(d.Signal), Term(d.Mean), d.Deviation is null ? null : Term(d.Deviation)),
        Smooth s => _style.Mean(Term(s.Signal), s.Days),
        SumOver s => Summed(s.Axis, w => w.Operand(s.Operand)),
        Mix m => Mixed(m),
        Select s => At(s.Group.Axis, _style.Label(s.Group.Label)).Factor(s.Operand, bare),
        ClosureCall c => _style.Closure(Symbol(c.Closure), [.. c.Arguments.Select(Term)]),
        Call c => _style.Call(c.Function, [.. c.Arguments.Select(Term)]),
        Binary { Operator: Operator.Power } b => _style.Power(Base(b.Left), Exponent(b.Right)),
        _ => bare ? Term(term) : _style.Group(Term(term)),
    };

    // A product behind a sum sign needs no brackets.
    private string Operand(Expression term) => MathProduct.SumOf(term) is [{ Coefficient: > 0 } one] ? Product(one, alone: false) : _style.Group(Term(term));

    private string Summed(string axis, Func<MathWriter, string> term)
    {
        string index = _indices.Fresh(axis, _used);
        return _style.SumOver(index, term(At(axis, index)));
    }

    // Row i of the matrix times the term: the sum over the other index.
    private string Mixed(Mix mix)
    {
        if (_model.Find(mix.Matrix) is not MatrixSymbol matrix)
        {
            return Symbol(mix.Matrix) + _style.Times + Factor(mix.Operand, bare: false);
        }

        (string reached, string mixed) = mix.Transposed ? (matrix.Columns, matrix.Rows) : (matrix.Rows, matrix.Columns);
        string here = Index(reached), there = _indices.Fresh(mixed, _used.Append(here));
        string entry = _style.Symbol(mix.Matrix, null, mix.Transposed ? [there, here] : [here, there], false);
        return _style.SumOver(there, entry + _style.Times + At(mixed, there).Operand(mix.Operand));
    }

    private string Base(Expression term) => term is Reference or Number { Value: >= 0 } or Call ? Factor(term, bare: true) : _style.Group(Term(term));

    private string Exponent(Expression term) => term is Number n ? Sum([new(n.Value, [], [])]) : Term(term);

    private string Integrand(string name)
    {
        FlowEdge? flow = _model.Flows.FirstOrDefault(f => f.Name == name);
        if (flow is null)
        {
            return Symbol(name);
        }

        List<MathProduct> rate = MathProduct.SumOf(StateEquations.Moved(_model, flow));
        return rate.Count == 1 ? Sum(rate) : _style.Group(Sum(rate));
    }

    private MathWriter At(string axis, string index) => new(_style, _model, _indices, _at.SetItem(axis, index), _used.Add(index));

    private static bool IsSum(Expression term) => term is Binary { Operator: Operator.Add or Operator.Subtract } or Negate;
}
