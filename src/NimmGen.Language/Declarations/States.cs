using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>A stock that is never negative; only flows change it. In a term it is its current value (prevalence).</summary>
public sealed class Compartment : State
{
    public Compartment(UnitOfMeasure unit, [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line)
    {
    }

    internal override Symbol ToSymbol(string? meaning) => new CompartmentSymbol(Name, Unit, meaning, Role?.Name, Place);
}

/// <summary>A state with an equation of its own: Growth keeps it positive, Rate does not promise to.</summary>
public sealed class Quantity : State
{
    public Quantity(UnitOfMeasure unit, [CallerMemberName] string name = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base(unit, name, file, line)
    {
    }

    internal override Symbol ToSymbol(string? meaning) => new QuantitySymbol(Name, Unit, meaning, Role?.Name, Place);
}
