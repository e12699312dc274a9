using System.Globalization;
using System.Xml.Linq;
using NimmGen.Ir;
using NimmGen.Report.Exchange;
using NimmGen.Report.Exchange.Sbml;

namespace NimmGen.Report.Tests.Printings;

/// <summary>
/// What an SBML file computes is what the model means: the file by plain arithmetic on its numbers, as a program computes that knows no
/// units, the model in base units.
/// </summary>
public sealed class SbmlMeaningTests
{
    private static readonly XNamespace S = "http://www.sbml.org/sbml/level3/version2/core", M = "http://www.w3.org/1998/Math/MathML";

    public static TheoryData<string> Names => Zoo.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_and_starts_agree_at_random_points(string name)
    {
        MechanismIr model = Zoo.Model(name);
        Exported exported = SbmlWriter.Write(model);
        if (exported.Text is null || exported.Text.Contains("id=\"delayed1\"", StringComparison.Ordinal))
        {
            return;
        }

        MechanismIr plain = Expansion.Of(model).Model;
        XElement file = XDocument.Parse(exported.Text).Root!.Element(S + "model")!;
        Unit day = Unit.Of("day");
        int compared = 0;
        for (int seed = 1; seed <= 3; seed++)
        {
            Dictionary<string, double> point = Point(plain, seed);
            double Base(Expression term) => new Evaluator(plain, point).Of(term);
            var reader = new Reader(file, point);
            foreach (FlowEdge flow in plain.Flows)
            {
                if (file.Descendants(S + "reaction").FirstOrDefault(r => (string?)r.Attribute("name") == flow.Name) is { } reaction)
                {
                    Expression law = flow.PerCapita ? flow.EffectiveRate * new Reference(flow.From!) : flow.EffectiveRate;
                    Unit unit = plain.Find(flow.From ?? flow.To!)!.Unit / day;
                    Same(Base(law), reader.Of(reaction.Descendants(M + "math").First()) * unit.Scale, flow.Name);
                    compared++;
                }
            }

            foreach (Statement statement in plain.Statements)
            {
                (string Variable, Expression Rate)? equation = statement switch
                {
                    GrowthStatement g => (g.Quantity, g.PerCapita * new Reference(g.Quantity)),
                    RateStatement r => (r.Quantity, r.Rate),
                    _ => null,
                };
                if (equation is var (variable, rate))
                {
                    XElement rule = file.Descendants(S + "rateRule").Single(r => (string?)r.Attribute("variable") == variable);
                    Same(Base(rate), reader.Of(rule.Element(M + "math")!) * (plain.Find(variable)!.Unit / day).Scale, variable);
                    compared++;
                }

                if (statement is StartStatement start)
                {
                    XElement assigned = file.Descendants(S + "initialAssignment").Single(r => (string?)r.Attribute("symbol") == start.State);
                    Same(Base(start.Value), reader.Of(assigned.Element(M + "math")!) * plain.Find(start.State)!.Unit.Scale, start.State);
                    compared++;
                }

                if (statement is ObserveStatement o && !o.Value.Walk().Any(n => n is Incidence or Cumulative or Delay or Smooth))
                {
                    XElement rule = file.Descendants(S + "assignmentRule").Single(r => (string?)r.Attribute("variable") == "observed_" + o.Channel);
                    Same(Base(o.Value), reader.Of(rule.Element(M + "math")!) * o.Unit.Scale, o.Channel);
                    compared++;
                }
            }
        }

        Assert.True(compared > 0);
    }

    private static void Same(double expected, double actual, string what)
    {
        Assert.True(double.IsFinite(expected), what);
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Max(Math.Abs(expected), 1e-30), $"{what}: the model gives {expected}, the file {actual}");
    }

    // A value in the unit of each symbol: within its range, states of moderate size.
    private static Dictionary<string, double> Point(MechanismIr model, int seed)
    {
        var random = new Random(seed);
        return model.Symbols.ToDictionary(s => s.Name, s => s switch
        {
            ConstantSymbol c => c.Value,
            LearnedSymbol l => l.Min + (random.NextDouble() * (l.Max - l.Min)),
            NeuralSymbol n => n.Min + (random.NextDouble() * (n.Max - n.Min)),
            InputSymbol { Name: Expansion.TimeInput } => 0,
            InputSymbol i => Math.Max(i.Min ?? 0, Math.Min(i.Max ?? double.MaxValue, (i.Min ?? 0) + random.NextDouble() + 0.5)),
            _ => 1 + (10 * random.NextDouble()),
        }, StringComparer.Ordinal);
    }

    private sealed class Evaluator(MechanismIr model, Dictionary<string, double> point)
    {
        public double Of(Expression term) => term switch
        {
            Number n => n.Value * n.Unit.Scale,
            Time => 0,
            Reference r => model.Find(r.Name) is { } symbol ? point[r.Name] * symbol.Unit.Scale : Of(model.Lets.First(l => l.Name == r.Name).Value),
            Negate n => -Of(n.Operand),
            Binary b => (b.Operator, Of(b.Left), Of(b.Right)) switch
            {
                (Operator.Add, var x, var y) => x + y,
                (Operator.Subtract, var x, var y) => x - y,
                (Operator.Multiply, var x, var y) => x * y,
                (Operator.Divide, var x, var y) => x / y,
                (_, var x, var y) => Math.Pow(x, y),
            },
            Call c => (c.Function, Of(c.Arguments[0])) switch
            {
                (Function.Exp, var x) => Math.Exp(x),
                (Function.Log, var x) => Math.Log(x),
                (Function.Sqrt, var x) => Math.Sqrt(x),
                (Function.Sin, var x) => Math.Sin(x),
                (Function.Cos, var x) => Math.Cos(x),
                (Function.Tanh, var x) => Math.Tanh(x),
                (Function.Min, var x) => Math.Min(x, Of(c.Arguments[1])),
                (Function.Max, var x) => Math.Max(x, Of(c.Arguments[1])),
                (_, var x) => x < 0 ? 0 : 1,
            },
            _ => throw new InvalidOperationException(term.GetType().Name),
        };
    }

    /// <summary>Arithmetic on the numbers of the file.</summary>
    private sealed class Reader(XElement model, Dictionary<string, double> point)
    {
        public double Of(XElement e)
        {
            XElement[] parts = [.. e.Elements()];
            switch (e.Name.LocalName)
            {
                case "math" or "otherwise":
                    return Of(parts[0]);
                case "cn":
                    return double.Parse(parts.Length == 0 ? e.Value : string.Join('E', e.Nodes().OfType<XText>().Select(t => t.Value)), CultureInfo.InvariantCulture);
                case "csymbol":
                    return 0;
                case "ci":
                    return point.TryGetValue(e.Value, out double known) ? known
                        : Of(model.Descendants(S + "assignmentRule").Single(r => (string?)r.Attribute("variable") == e.Value).Element(M + "math")!);
                case "piecewise":
                    XElement[] condition = [.. parts[0].Elements().Last().Elements()];
                    return Of(condition[1]) >= Of(condition[2]) ? Of(parts[0].Elements().First()) : Of(parts[1]);
            }

            double[] x = [.. parts[1..].Select(Of)];
            return parts[0].Name.LocalName switch
            {
                "plus" => x.Sum(),
                "times" => x.Aggregate((a, b) => a * b),
                "minus" => x.Length == 1 ? -x[0] : x[0] - x[1],
                "divide" => x[0] / x[1],
                "power" => Math.Pow(x[0], x[1]),
                "root" => Math.Sqrt(x[0]),
                "exp" => Math.Exp(x[0]),
                "ln" => Math.Log(x[0]),
                "sin" => Math.Sin(x[0]),
                "cos" => Math.Cos(x[0]),
                "tanh" => Math.Tanh(x[0]),
                "min" => x.Min(),
                "max" => x.Max(),
                var other => throw new InvalidOperationException(other),
            };
        }
    }
}
