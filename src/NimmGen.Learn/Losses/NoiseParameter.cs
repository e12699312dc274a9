using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// The number that a noise family takes, as a function of learned values: numbers, constants, learned parameters and arithmetic of
/// these, with the derivative carried along.
/// </summary>
internal sealed class NoiseParameter
{
    private const double Smallest = 1e-12;

    private readonly MechanismIr _model;
    private readonly Expression _term;
    private readonly Unit _unit;
    private readonly string[] _learned;
    private double[] _slope;

    private NoiseParameter(MechanismIr model, Expression term, Unit unit, string[] learned)
    {
        (_model, _term, _unit, _learned, _slope) = (model, term, unit, learned, new double[learned.Length]);
        DependsOnLearned = term.References().Any(learned.Contains);
    }

    /// <summary>True where training moves it.</summary>
    public bool DependsOnLearned { get; }

    /// <summary>Null where the term needs more than one number: states, neural parameters, inputs.</summary>
    /// <param name="model">Written out, with the names of the kernel's layout.</param>
    /// <param name="term">Of the noise.</param>
    /// <param name="unit">In which the value is wanted: the observation's, or none.</param>
    /// <param name="learned">The kernel's learned parameters, in order.</param>
    public static NoiseParameter? Of(MechanismIr model, Expression term, Unit unit, IEnumerable<string> learned)
    {
        Expression whole = model.Inline(term);
        return whole.Walk().All(n => n is Number or Negate or Binary or Call
            || n is Reference r && model.Find(r.Name) is ConstantSymbol { Axes.IsEmpty: true } or LearnedSymbol { Per: Scope.Global })
            ? new(model, whole, unit, [.. learned])
            : null;
    }

    /// <summary>The value at learned values in their declared units; never below a tiny positive number.</summary>
    public double Evaluate(ReadOnlySpan<double> learned)
    {
        Dual value = Of(_term, learned.ToArray());
        double scale = _unit.Scale;
        bool floored = value.Value / scale < Smallest;
        _slope = floored ? new double[_learned.Length] : [.. value.Slope.Select(s => s / scale)];
        return floored ? Smallest : value.Value / scale;
    }

    /// <summary>Adds the derivative by learned values, given the one by this parameter at the last evaluation.</summary>
    public void AddSlope(double[] gradient, double byParameter)
    {
        for (int q = 0; q < _learned.Length; q++)
        {
            gradient[q] += byParameter * _slope[q];
        }
    }

    // Values in base units, slopes by learned values in their own.
    private Dual Of(Expression term, double[] learned)
    {
        switch (term)
        {
            case Number n:
                return new(n.Value * n.Unit.Scale, new double[learned.Length]);
            case Reference r when _model.Find(r.Name) is ConstantSymbol c:
                return new(c.Value * c.Unit.Scale, new double[learned.Length]);
            case Reference r:
                int q = Array.IndexOf(_learned, r.Name);
                double scale = _model.Find(r.Name)!.Unit.Scale;
                var slope = new double[learned.Length];
                slope[q] = scale;
                return new(learned[q] * scale, slope);
            case Negate n:
                return Of(n.Operand, learned).Chain(v => (-v, -1));
            case Binary b:
                return Operate(b.Operator, Of(b.Left, learned), Of(b.Right, learned));
            case Call c:
                return Apply(c, [.. c.Arguments.Select(a => Of(a, learned))]);
            default:
                throw new System.Diagnostics.UnreachableException(term.GetType().Name);
        }
    }

    private static Dual Operate(Operator @operator, Dual a, Dual b) => @operator switch
    {
        Operator.Add => a.With(b, a.Value + b.Value, 1, 1),
        Operator.Subtract => a.With(b, a.Value - b.Value, 1, -1),
        Operator.Multiply => a.With(b, a.Value * b.Value, b.Value, a.Value),
        Operator.Divide => a.With(b, a.Value / b.Value, 1 / b.Value, -a.Value / (b.Value * b.Value)),
        Operator.Power => a.With(
            b, Math.Pow(a.Value, b.Value), b.Value * Math.Pow(a.Value, b.Value - 1), a.Value > 0 ? Math.Log(a.Value) * Math.Pow(a.Value, b.Value) : 0),
        _ => throw new System.Diagnostics.UnreachableException(@operator.ToString()),
    };

    private static Dual Apply(Call call, Dual[] x) => call.Function switch
    {
        Function.Min => x[0].Value <= x[1].Value ? x[0] : x[1],
        Function.Max => x[0].Value >= x[1].Value ? x[0] : x[1],
        Function.Exp => x[0].Chain(v => (Math.Exp(v), Math.Exp(v))),
        Function.Log => x[0].Chain(v => (Math.Log(v), 1 / v)),
        Function.Sqrt => x[0].Chain(v => (Math.Sqrt(v), 0.5 / Math.Sqrt(v))),
        Function.Sin => x[0].Chain(v => (Math.Sin(v), Math.Cos(v))),
        Function.Cos => x[0].Chain(v => (Math.Cos(v), -Math.Sin(v))),
        Function.Tanh => x[0].Chain(v => (Math.Tanh(v), 1 - Math.Tanh(v) * Math.Tanh(v))),
        Function.Heaviside => x[0].Chain(v => (v >= 0 ? 1 : 0, 0)),
        _ => throw new System.Diagnostics.UnreachableException(call.Function.ToString()),
    };

    private readonly record struct Dual(double Value, double[] Slope)
    {
        public Dual Chain(Func<double, (double Value, double Slope)> function)
        {
            (double value, double slope) = function(Value);
            return new(value, [.. Slope.Select(s => slope == 0 ? 0 : s * slope)]);
        }

        public Dual With(Dual other, double value, double byThis, double byOther) =>
            new(value, [.. Slope.Zip(other.Slope, (a, b) => (a == 0 ? 0 : a * byThis) + (b == 0 ? 0 : b * byOther))]);
    }
}
