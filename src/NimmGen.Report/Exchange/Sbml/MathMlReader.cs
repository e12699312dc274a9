using System.Globalization;
using System.Xml.Linq;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>Terms from the MathML that <see cref="MathMlWriter"/> writes; anything else is an <see cref="UnreadableSbmlException"/>.</summary>
/// <param name="name">What an identifier stands for, or null where nothing is declared of that name.</param>
/// <param name="unit">The unit of an identifier of units, or null.</param>
internal sealed class MathMlReader(Func<string, Expression?> name, Func<string, Unit?> unit)
{
    /// <summary>The term of a math element.</summary>
    public Expression Of(XElement math)
    {
        XElement[] content = [.. math.Elements()];
        return content is [var one] ? Term(one) : throw new UnreadableSbmlException(math, "a math element of one term is expected");
    }

    private Expression Term(XElement e)
    {
        switch (e.Name.LocalName)
        {
            case "cn":
                return Literal(e);
            case "ci":
                return name(e.Value.Trim()) ?? throw new UnreadableSbmlException(e, $"'{e.Value.Trim()}' is not declared");
            case "csymbol" when ((string?)e.Attribute("definitionURL"))?.EndsWith("/symbols/time", StringComparison.Ordinal) == true:
                return new Time();
            case "exponentiale":
                return new Number(Math.E, Unit.One);
            case "pi":
                return new Number(Math.PI, Unit.One);
            case "piecewise":
                return Step(e);
            case "apply":
                return Apply(e);
            default:
                throw new UnreadableSbmlException(e, $"{e.Name.LocalName} is not among what is read");
        }
    }

    private Expression Apply(XElement e)
    {
        XElement[] parts = [.. e.Elements()];
        if (parts.Length < 2)
        {
            throw new UnreadableSbmlException(e, "an operation with operands is expected");
        }

        string operation = parts[0].Name.LocalName;
        Expression[] x = [.. parts[1..].Where(p => p.Name.LocalName is not ("degree" or "logbase")).Select(Term)];
        bool plain = x.Length == parts.Length - 1;
        return (operation, x.Length) switch
        {
            ("plus", > 0) when plain => x.Aggregate((a, b) => a + b),
            ("times", 2) when plain && IsConversion(x[0]) => x[1],
            ("times", > 0) when plain => x.Aggregate((a, b) => a * b),
            ("minus", 1) => -x[0],
            ("minus", 2) => x[0] - x[1],
            ("divide", 2) => x[0] / x[1],
            ("power", 2) => new Binary(Operator.Power, x[0], x[1]),
            ("root", 1) when plain => new Call(Function.Sqrt, x[0]),
            ("exp", 1) => new Call(Function.Exp, x[0]),
            ("ln", 1) => new Call(Function.Log, x[0]),
            ("sin", 1) => new Call(Function.Sin, x[0]),
            ("cos", 1) => new Call(Function.Cos, x[0]),
            ("tanh", 1) => new Call(Function.Tanh, x[0]),
            ("min", > 0) => x.Aggregate((a, b) => new Call(Function.Min, [a, b])),
            ("max", > 0) => x.Aggregate((a, b) => new Call(Function.Max, [a, b])),
            _ => throw new UnreadableSbmlException(parts[0], $"{operation} of {x.Length} is not among what is read"),
        };
    }

    // One year is 365.25 days: the language converts by itself, and the factor that SBML needs is no part of the model.
    private static bool IsConversion(Expression factor) =>
        factor is Number n && n.Unit.IsDimensionless && !n.Unit.Equals(Unit.One) && Math.Abs((n.Value * n.Unit.Scale) - 1) < 1e-12;

    // 1 where a term is not below zero, else 0.
    private Expression Step(XElement e)
    {
        XElement[] parts = [.. e.Elements()];
        if (parts is [{ Name.LocalName: "piece" } piece, { Name.LocalName: "otherwise" } otherwise]
            && piece.Elements().ToArray() is [var one, { Name.LocalName: "apply" } condition]
            && condition.Elements().ToArray() is [{ Name.LocalName: "geq" }, var tested, var zero]
            && Term(one) is Number { Value: 1 } && Term(zero) is Number { Value: 0 } && otherwise.Elements().ToArray() is [var other] && Term(other) is Number { Value: 0 })
        {
            return new Call(Function.Heaviside, Term(tested));
        }

        throw new UnreadableSbmlException(e, "a piecewise other than 1 from zero on, else 0, is not among what is read");
    }

    private Number Literal(XElement e)
    {
        string type = (string?)e.Attribute("type") ?? "real";
        string[] parts = [.. e.Nodes().OfType<XText>().Select(t => t.Value.Trim())];
        string text = (type, parts) switch
        {
            ("e-notation", [var mantissa, var exponent]) => $"{mantissa}E{exponent}",
            ("real" or "integer", [var number]) => number,
            _ => "",
        };
        double value;
        if (type == "rational" && parts is [var above, var below] && Parse(above, out double p) && Parse(below, out double q) && q != 0)
        {
            value = p / q;
        }
        else if (!Parse(text, out value))
        {
            throw new UnreadableSbmlException(e, $"'{e.Value.Trim()}' is not a number");
        }

        string? units = (string?)e.Attributes().FirstOrDefault(a => a.Name.LocalName == "units");
        return new(value, units is null ? Unit.One : unit(units) ?? throw new UnreadableSbmlException(e, $"the unit '{units}' is not one of the language"));
    }

    private static bool Parse(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}

/// <summary>An element that is not read, and why.</summary>
internal sealed class UnreadableSbmlException(XElement element, string message) : Exception(message)
{
    public XElement Element { get; } = element;
}
