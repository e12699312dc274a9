using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>What flows leave and enter: a compartment, or one group of it.</summary>
public interface IStock
{
    internal Compartment Whole { get; }

    internal Ir.Group? Part { get; }
}

/// <summary>
/// A stock that is never negative; only flows change it. In a term it is its current value (prevalence). With an axis it has one stock a
/// group; with n stages the stay is Erlang distributed.
/// </summary>
public sealed class Compartment : State, IStock
{
    private readonly int _stages;

    public Compartment(
        UnitOfMeasure unit, Axis? over = null, Axis? and = null, int stages = 1,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line) => (Over, _stages) = (Along(over, and), stages);

    /// <summary>One group of it, as an end of a flow or in a term.</summary>
    public new CompartmentGroup this[Group group] => new(this, group.ToIr());

    /// <summary>One group of it by its label, where it has one axis.</summary>
    public CompartmentGroup this[string label] => new(this, new(Over is [{ } only] ? only.Name ?? "" : "", label));

    Compartment IStock.Whole => this;

    Ir.Group? IStock.Part => null;

    internal override Symbol ToSymbol(string? meaning) =>
        new CompartmentSymbol(Name, Unit, meaning, Role?.Name, Place) { Axes = AxisNames, Stages = _stages };

    internal override Diagnostic? Check() => _stages is >= 1 and <= 50
        ? null
        : Wrong($"compartment {Name} has {_stages} stages", "take 1 to 50; with n stages the stay has standard deviation mean / sqrt(n)");
}

/// <summary>One group of a compartment.</summary>
public sealed class CompartmentGroup : Expr, IStock
{
    private readonly Compartment _whole;
    private readonly Ir.Group _part;

    internal CompartmentGroup(Compartment whole, Ir.Group part)
        : base(new Select(new Reference(whole.Name), part)) => (_whole, _part) = (whole, part);

    Compartment IStock.Whole => _whole;

    Ir.Group? IStock.Part => _part;
}

/// <summary>A state with an equation of its own: Growth keeps it positive, Rate does not promise to, Next is a map from step to step.</summary>
public sealed class Quantity : State
{
    public Quantity(
        UnitOfMeasure unit, Axis? over = null,
        [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line) => Over = Along(over);

    internal override Symbol ToSymbol(string? meaning) => new QuantitySymbol(Name, Unit, meaning, Role?.Name, Place) { Axes = AxisNames };
}
