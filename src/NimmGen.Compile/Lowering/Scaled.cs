using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>What a scenario may multiply.</summary>
internal static class Scaled
{
    /// <summary>Parameters, inputs, constants, matrices, closures and lets with a role, by their names in the expanded model.</summary>
    public static IEnumerable<string> Names(MechanismIr model) =>
        model.Symbols.Where(s => s.Role is not null && s is not (CompartmentSymbol or QuantitySymbol)).Select(s => s.Name)
            .Concat(model.Lets.Where(l => l.Role is not null).Select(l => l.Name));
}
