using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>What a scenario may multiply.</summary>
internal static class Scaled
{
    /// <summary>Parameters, inputs, constants, matrices, closures and lets with a role, by their names in the expanded model; of a matrix
    /// between the groups of one axis also each group.</summary>
    public static IEnumerable<string> Names(MechanismIr model, ImmutableArray<Axis> axes)
    {
        foreach (Symbol symbol in model.Symbols.Where(s => s.Role is not null && s is not (CompartmentSymbol or QuantitySymbol)))
        {
            yield return symbol.Name;
            if (symbol is MatrixSymbol { CouplesLocations: false } matrix && matrix.Rows == matrix.Columns)
            {
                foreach (string label in axes.FirstOrDefault(a => a.Name == matrix.Rows)?.Labels ?? [])
                {
                    yield return Group(matrix.Name, label);
                }
            }
        }

        foreach (LetStatement let in model.Lets.Where(l => l.Role is not null))
        {
            yield return let.Name;
        }
    }

    public static string Group(string matrix, string label) => $"{matrix}[{label}]";
}
