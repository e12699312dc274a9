using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>
/// Predicted by the network between min and max (in the unit), for each location and over time; with an axis one value a group.
/// smooth: standard deviation of its random walk on the log scale, a week; pooled: one shared path plus local deviations.
/// </summary>
public sealed class Neural : Declaration
{
    private readonly double _min;
    private readonly double _max;
    private readonly Cadence _every;
    private readonly Scope _per;
    private readonly double? _smooth;
    private readonly bool _pooled;

    public Neural(
        UnitOfMeasure unit, double min, double max, Axis? over = null, Every? every = null, Per? per = null, double? smooth = null, bool pooled = false,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line)
    {
        (_min, _max, Over, _smooth, _pooled) = (min, max, Along(over), smooth, pooled);
        (_every, _per) = ((every ?? Every.Week).Cadence, per?.Scope ?? Scope.Location);
    }

    // The axis in its usual place. Its name differs from the one above, or over: with min: and max: would fit both.
    public Neural(
        UnitOfMeasure unit, Axis axis, double min, double max, Every? every = null, Per? per = null, double? smooth = null, bool pooled = false,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : this(unit, min, max, axis, every, per, smooth, pooled, name, file, line)
    {
    }

    internal override Symbol ToSymbol(string? meaning) => new NeuralSymbol(Name, Unit, _min, _max, _every, meaning, Role?.Name, Place)
    {
        Axes = AxisNames,
        Per = _per,
        Smoothness = _smooth,
        Pooled = _pooled,
    };

    internal override Diagnostic? Check() =>
        CheckRange("neural parameter", _min, _max)
        ?? (_smooth is null or > 0 and <= 10
            ? null
            : Wrong($"neural parameter {Name} has smooth: {_smooth}", "it is a standard deviation of the logarithm a week, above 0: 0.1 is smooth, 0.5 rough"))
        ?? (_every.Days >= 0 ? null : Wrong($"neural parameter {Name} changes every {_every.Days} days", "every: Every.Week, Every.Days(3), Every.Step or Every.Never"))
        ?? (_pooled && _per == Scope.Global
            ? Wrong($"neural parameter {Name} is pooled and global", "per: Global has no local deviations; leave one of the two out")
            : null);
}

/// <summary>One trainable value between min and max (in the unit), constant in time; for all locations unless per: Location.</summary>
public sealed class Learned : Declaration
{
    private readonly double _min;
    private readonly double _max;
    private readonly Scope _per;

    public Learned(
        UnitOfMeasure unit, double min, double max, Axis? over = null, Per? per = null,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line) => (_min, _max, Over, _per) = (min, max, Along(over), per?.Scope ?? Scope.Global);

    public Learned(
        UnitOfMeasure unit, Axis axis, double min, double max, Per? per = null,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : this(unit, min, max, axis, per, name, file, line)
    {
    }

    internal override Symbol ToSymbol(string? meaning) =>
        new LearnedSymbol(Name, Unit, _min, _max, meaning, Role?.Name, Place) { Axes = AxisNames, Per = _per };

    internal override Diagnostic? Check() => CheckRange("learned parameter", _min, _max);
}

/// <summary>A fixed value in the unit, or a list with one value a group of an axis.</summary>
public sealed class Constant : Declaration
{
    private readonly double _value;
    private readonly ImmutableArray<double> _values = [];

    public Constant(
        UnitOfMeasure unit, double value,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line) => _value = value;

    public Constant(
        UnitOfMeasure unit, Axis over, double[] values,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line) => (Over, _values) = (Along(over), [.. values]);

    internal override Symbol ToSymbol(string? meaning) =>
        new ConstantSymbol(Name, Unit, _value, meaning, Role?.Name, Place) { Axes = AxisNames, Values = _values };

    internal override Diagnostic? Check() => Over is [{ } axis] ? CheckValues(axis) : _value switch
    {
        0 => Wrong($"constant {Name} is 0", "give it its value; leave out a term that is zero", "integer division (1 / 7 is 0 in C#) is the usual cause"),
        _ when !double.IsFinite(_value) => Wrong($"constant {Name} is {_value}, expected a finite number", "look for a division by zero"),
        _ => null,
    };

    private Diagnostic? CheckValues(Axis axis)
    {
        if (_values.Length != axis.Count)
        {
            return Wrong($"constant {Name} has {_values.Length} values, expected {axis.Count}, one a group of {axis.Name}", "list them in the order of the axis");
        }

        return _values.Any(v => !double.IsFinite(v))
            ? Wrong($"constant {Name} has a value that is not finite", "look for a division by zero")
            : _values.All(v => v == 0)
                ? Wrong($"constant {Name} is 0 in every group", "give it its values", "integer division (1 / 7 is 0 in C#) is the usual cause")
                : null;
    }
}

/// <summary>
/// A series or a value per location from the data set, bound by name: mobilityTransit is channel mobility_transit. With an axis the data set
/// has one a group.
/// </summary>
public sealed class Input : Declaration
{
    private readonly double? _min;
    private readonly double? _max;

    public Input(
        UnitOfMeasure unit, double? min = null, double? max = null, Axis? over = null,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line) => (_min, _max, Over) = (min, max, Along(over));

    public Input(
        UnitOfMeasure unit, Axis axis, double? min = null, double? max = null,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : this(unit, min, max, axis, name, file, line)
    {
    }

    internal override Symbol ToSymbol(string? meaning) =>
        new InputSymbol(Name, Unit, _min, _max, meaning, Role?.Name, Place) { Axes = AxisNames };

    internal override Diagnostic? Check()
    {
        if (_min is { } low && !double.IsFinite(low) || _max is { } high && !double.IsFinite(high))
        {
            return Wrong($"input {Name} has a bound that is not finite", "leave out a bound that you do not know");
        }

        return _min is { } min && _max is { } max ? CheckRange("input", min, max) : null;
    }
}
