using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>Predicted by the network between min and max (in the unit), for each location and over time.</summary>
public sealed class Neural : Declaration
{
    private readonly double _min;
    private readonly double _max;
    private readonly Cadence _every;

    public Neural(
        UnitOfMeasure unit, double min, double max, Every? every = null,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line)
    {
        _min = min;
        _max = max;
        _every = (every ?? Every.Week).Cadence;
    }

    internal override Symbol ToSymbol(string? meaning) => new NeuralSymbol(Name, Unit, _min, _max, _every, meaning, Role?.Name, Place);

    internal override Diagnostic? Check() => CheckRange("neural parameter", _min, _max);
}

/// <summary>One trainable value between min and max (in the unit) for all locations and times.</summary>
public sealed class Learned : Declaration
{
    private readonly double _min;
    private readonly double _max;

    public Learned(
        UnitOfMeasure unit, double min, double max,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line)
    {
        _min = min;
        _max = max;
    }

    internal override Symbol ToSymbol(string? meaning) => new LearnedSymbol(Name, Unit, _min, _max, meaning, Role?.Name, Place);

    internal override Diagnostic? Check() => CheckRange("learned parameter", _min, _max);
}

/// <summary>A fixed value in the unit.</summary>
public sealed class Constant : Declaration
{
    private readonly double _value;

    public Constant(
        UnitOfMeasure unit, double value,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line) => _value = value;

    internal override Symbol ToSymbol(string? meaning) => new ConstantSymbol(Name, Unit, _value, meaning, Role?.Name, Place);

    internal override Diagnostic? Check() => _value switch
    {
        0 => Wrong($"constant {Name} is 0", "give it its value; leave out a term that is zero", "integer division (1 / 7 is 0 in C#) is the usual cause"),
        _ when !double.IsFinite(_value) => Wrong($"constant {Name} is {_value}, expected a finite number", "look for a division by zero"),
        _ => null,
    };
}

/// <summary>A series or a value per location from the data set, bound by name: mobilityTransit is channel mobility_transit.</summary>
public sealed class Input : Declaration
{
    private readonly double? _min;
    private readonly double? _max;

    public Input(
        UnitOfMeasure unit, double? min = null, double? max = null,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line)
    {
        _min = min;
        _max = max;
    }

    internal override Symbol ToSymbol(string? meaning) => new InputSymbol(Name, Unit, _min, _max, meaning, Role?.Name, Place);

    internal override Diagnostic? Check()
    {
        if (_min is { } low && !double.IsFinite(low) || _max is { } high && !double.IsFinite(high))
        {
            return Wrong($"input {Name} has a bound that is not finite", "leave out a bound that you do not know");
        }

        return _min is { } min && _max is { } max ? CheckRange("input", min, max) : null;
    }
}
