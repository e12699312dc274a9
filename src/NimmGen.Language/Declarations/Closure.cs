using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>
/// A small network inside the step, a function of current states and inputs with values between min and max (in the unit):
/// kill.Of(V / capacity, dose / maxDose). Arguments are dimensionless and best of the order of one.
/// </summary>
public sealed class Closure : Declaration
{
    private readonly double _min;
    private readonly double _max;
    private readonly int _hidden;

    public Closure(
        UnitOfMeasure unit, double min, double max, int hidden = 8,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line) => (_min, _max, _hidden) = (min, max, hidden);

    /// <summary>Its value at these arguments.</summary>
    public Expr Of(Expr first, params Expr[] more)
    {
        var arguments = new Expression[more.Length + 1];
        arguments[0] = first.Node;
        for (int i = 0; i < more.Length; i++)
        {
            arguments[i + 1] = more[i].Node;
        }

        return new(new ClosureCall(Name, [.. arguments]));
    }

    internal override Symbol ToSymbol(string? meaning) => new ClosureSymbol(Name, Unit, _min, _max, _hidden, meaning, Role?.Name, Place);

    internal override Diagnostic? Check() =>
        CheckRange("closure", _min, _max)
        ?? (_hidden is >= 1 and <= 256 ? null : Wrong($"closure {Name} has {_hidden} hidden units", "take 1 to 256; 8 to 16 are usual"));
}
