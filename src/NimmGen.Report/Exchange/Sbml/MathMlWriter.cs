using System.Globalization;
using System.Xml.Linq;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>A term as MathML, and the unit that it comes out in.</summary>
internal sealed record MathTerm(XElement Xml, Unit Unit);

/// <summary>
/// Terms as content MathML in the subset of SBML. SBML converts no units: where the language would, a factor with its own unit is written.
/// </summary>
internal sealed class MathMlWriter(SbmlNames names, SbmlUnits units)
{
    private static readonly XNamespace M = SbmlNames.MathMl;

    /// <summary>The unit of every name that terms may refer to.</summary>
    public Dictionary<string, Unit> UnitOf { get; } = new(StringComparer.Ordinal);

    /// <summary>True where counts over a step begin anew after each; else they run on.</summary>
    public bool CountsSteps { get; init; }

    /// <summary>Flows that are counted: 'n' over a step, 'c' since the first row.</summary>
    public HashSet<(char Kind, string Flow)> Counted { get; } = [];

    /// <summary>The math element of a term in the given unit.</summary>
    public XElement Math(Expression term, Unit unit) => new(M + "math", Sbml, In(Of(term), unit).Xml);

    /// <summary>The term in its own unit.</summary>
    public MathTerm Of(Expression term)
    {
        switch (term)
        {
            case Number n:
                return new(Literal(n.Value, n.Unit), n.Unit);
            case Reference { Name: Expansion.TimeInput }:
            case Time:
                return new(TimeSymbol(), Unit.Of("day"));
            case Reference r:
                return new(Name('s', r.Name), UnitOf.GetValueOrDefault(r.Name, Unit.One));
            case Incidence i:
                return Count(CountsSteps ? 'n' : 'c', i.Flow);
            case Cumulative c:
                return Count('c', c.Flow);
            case Negate n:
                MathTerm negated = Of(n.Operand);
                return negated with { Xml = Apply("minus", negated.Xml) };
            case Binary { Operator: Operator.Power } p:
                return Power(p);
            case Binary b:
                return Of(b);
            case Call c:
                return Of(c);
            default:
                throw new NotInSbmlException($"{term.GetType().Name} has no form in SBML");
        }
    }

    /// <summary>The same value in another unit of its dimension.</summary>
    public MathTerm In(MathTerm term, Unit unit)
    {
        if (!term.Unit.IsCompatibleWith(unit))
        {
            throw new NotInSbmlException($"a term in {term.Unit} where {unit} is expected");
        }

        double factor = term.Unit.FactorTo(unit);
        return System.Math.Abs(factor - 1) < 1e-12 ? term with { Unit = unit } : new(Apply("times", Literal(factor, unit / term.Unit), term.Xml), unit);
    }

    /// <summary>The pieces one after the other, each until its end in days.</summary>
    public static XElement Piecewise(int count, Func<int, string> name, Func<int, double> end, string day) => new(M + "math", Sbml, new XElement(M + "piecewise",
        Enumerable.Range(0, count - 1).Select(k => new XElement(M + "piece", new XElement(M + "ci", name(k)), Apply("lt", TimeSymbol(), Days(end(k), day)))),
        new XElement(M + "otherwise", new XElement(M + "ci", name(count - 1)))));

    /// <summary>True from just after that time on.</summary>
    public static XElement After(string time) => new(M + "math", Sbml, Apply("gt", TimeSymbol(), new XElement(M + "ci", time)));

    /// <summary>That time and so many days.</summary>
    public static XElement Later(string time, double days, string day) => new(M + "math", Sbml, Apply("plus", new XElement(M + "ci", time), Days(days, day)));

    private static XAttribute Sbml => new(XNamespace.Xmlns + "sbml", SbmlNames.Core);

    private static XElement TimeSymbol() => new(M + "csymbol", new XAttribute("encoding", "text"), new XAttribute("definitionURL", "http://www.sbml.org/sbml/symbols/time"), " time ");

    private static XElement Days(double value, string day) => new(M + "cn", new XAttribute(SbmlNames.Core + "units", day), value.ToString("0.###############", CultureInfo.InvariantCulture));

    private MathTerm Count(char kind, string flow)
    {
        Counted.Add((kind, flow));
        return new(Name(kind, flow), UnitOf.GetValueOrDefault("flow " + flow, Unit.One));
    }

    private MathTerm Of(Binary b)
    {
        MathTerm left = Of(b.Left), right = Of(b.Right);
        return b.Operator switch
        {
            Operator.Add => new(Apply("plus", left.Xml, In(right, left.Unit).Xml), left.Unit),
            Operator.Subtract => new(Apply("minus", left.Xml, In(right, left.Unit).Xml), left.Unit),
            Operator.Multiply => new(Apply("times", left.Xml, right.Xml), left.Unit * right.Unit),
            _ => new(Apply("divide", left.Xml, right.Xml), left.Unit / right.Unit),
        };
    }

    private MathTerm Power(Binary p)
    {
        MathTerm power = Of(p.Left), exponent = In(Of(p.Right), Unit.One);
        double twelfths = p.Right is Number n ? n.Value * n.Unit.Scale * Dimension.Whole : double.NaN;
        bool exact = System.Math.Abs(twelfths) < 1e6 && System.Math.Abs(twelfths - System.Math.Round(twelfths)) < 1e-9;
        return exact && power.Unit.Power((int)System.Math.Round(twelfths)) is { } unit
            ? new(Apply("power", power.Xml, exponent.Xml), unit)
            : new(Apply("power", In(power, Unit.One).Xml, exponent.Xml), Unit.One);
    }

    private MathTerm Of(Call c)
    {
        MathTerm first = Of(c.Arguments[0]);
        switch (c.Function)
        {
            case Function.Min or Function.Max:
                return new(Apply(c.Function == Function.Min ? "min" : "max", first.Xml, In(Of(c.Arguments[1]), first.Unit).Xml), first.Unit);
            case Function.Sqrt:
                return first.Unit.Power(Dimension.Whole / 2) is { } root ? new(Apply("root", first.Xml), root) : throw new NotInSbmlException($"a square root of {first.Unit}");
            case Function.Heaviside:
                return new(
                    new(M + "piecewise",
                        new XElement(M + "piece", Literal(1, Unit.One), Apply("geq", first.Xml, Literal(0, first.Unit))),
                        new XElement(M + "otherwise", Literal(0, Unit.One))),
                    Unit.One);
            default:
                string name = c.Function == Function.Log ? "ln" : c.Function.ToString().ToLowerInvariant();
                return new(Apply(name, In(first, Unit.One).Xml), Unit.One);
        }
    }

    private XElement Literal(double value, Unit unit)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        int e = text.IndexOf('E', StringComparison.Ordinal);
        var units_ = new XAttribute(SbmlNames.Core + "units", units.Of(unit));
        return e < 0
            ? new(M + "cn", units_, text)
            : new(M + "cn", units_, new XAttribute("type", "e-notation"), text[..e], new XElement(M + "sep"), int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private XElement Name(char kind, string name) => new(M + "ci", names.Of(kind, name));

    private static XElement Apply(string operation, params XElement[] operands) => new(M + "apply", new XElement(M + operation), operands);
}

/// <summary>A model or term has no form in SBML; the message says which part.</summary>
internal sealed class NotInSbmlException(string message) : Exception(message);
