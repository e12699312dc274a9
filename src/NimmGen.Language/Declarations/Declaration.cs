using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>A symbol of the model: a readonly field whose type says where the value comes from and whose name is the symbol.</summary>
public abstract class Declaration : Expr
{
    private protected Declaration(UnitOfMeasure unit, string name, string file, int line)
        : base(new Reference(name))
    {
        Unit = unit.Unit;
        Name = name;
        Place = new(file, line);
    }

    /// <summary>The name of the field.</summary>
    public string Name { get; }

    /// <summary>What a scenario may turn in it.</summary>
    public Role? Role { get; init; }

    /// <summary>The axes that it varies over beside locations.</summary>
    internal ImmutableArray<Axis> Over { get; private protected init; } = [];

    internal ImmutableArray<string> AxisNames => Over.IsEmpty ? [] : [.. Over.Select(a => a.Name ?? "")];

    internal Unit Unit { get; }

    internal Place Place { get; }

    /// <summary>The IR's declaration; the meaning is what the field's comment says.</summary>
    internal abstract Symbol ToSymbol(string? meaning);

    /// <summary>What is wrong with the numbers, or null.</summary>
    internal virtual Diagnostic? Check() => null;

    private protected static ImmutableArray<Axis> Along(params ReadOnlySpan<Axis?> axes)
    {
        var over = ImmutableArray.CreateBuilder<Axis>();
        foreach (Axis? axis in axes)
        {
            // Everything varies over locations: to say so is right, and changes nothing.
            if (axis is not null && axis != Axis.Location)
            {
                over.Add(axis);
            }
        }

        return over.ToImmutable();
    }

    private protected Diagnostic Wrong(string message, string fix, string? why = null) =>
        new("NG0006", Severity.Error, Place, message, Why: why, Fix: fix);

    /// <summary>A range that a bounded transform can map to: finite, not empty.</summary>
    private protected Diagnostic? CheckRange(string kind, double min, double max)
    {
        if (!double.IsFinite(min) || !double.IsFinite(max))
        {
            return Wrong($"{kind} {Name} has the range {min} to {max}, expected two finite numbers", "write a lower and an upper bound that you can defend");
        }

        return min < max
            ? null
            : Wrong(
                min > max ? $"{kind} {Name} has its lower bound {min} above its upper bound {max}" : $"{kind} {Name} has the empty range {min} to {max}",
                min > max ? $"swap them: new(unit, {max}, {min})" : $"widen the range, or write Constant {Name} = new(unit, {min})");
    }
}

/// <summary>What has a value at every time: a <see cref="Compartment"/> or a <see cref="Quantity"/>.</summary>
public abstract class State : Declaration
{
    private protected State(UnitOfMeasure unit, string name, string file, int line)
        : base(unit, name, file, line)
    {
    }
}
