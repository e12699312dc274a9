using System.Collections.Immutable;

namespace NimmGen.Ir.Printing;

/// <summary>One row of the table of symbols.</summary>
/// <param name="Symbol">As written in the program.</param>
/// <param name="Latex">As set in the equations.</param>
/// <param name="Meaning">What the author's comment says; empty where there is none.</param>
/// <param name="Unit">Written form, such as people/day.</param>
/// <param name="Range">Declared range or value, or empty for a state.</param>
/// <param name="Source">Where the value comes from: state, neural, learned, constant, data, definition.</param>
/// <param name="Role">What a scenario may turn, or null.</param>
public sealed record NomenclatureRow(string Symbol, string Latex, string Meaning, string Unit, string Range, string Source, string? Role);

/// <summary>The table of symbols of a mechanism.</summary>
public static class Nomenclature
{
    /// <summary>Symbols in the author's order, then the lets (unit left empty: it follows from the term).</summary>
    public static ImmutableArray<NomenclatureRow> Of(MechanismIr model)
    {
        var write = new MathWriter(new LatexStyle(), model);
        return
        [
            .. model.Symbols.Select(s => new NomenclatureRow(
                s.Name, write.Symbol(s.Name), s.Meaning ?? "", s.Unit.ToString(), Range(s), Source(s), s.Role)),
            .. model.Lets.Select(l => new NomenclatureRow(l.Name, write.Symbol(l.Name), "", "", "", "definition", l.Role)),
        ];
    }

    private static string Range(Symbol symbol) => symbol switch
    {
        NeuralSymbol n => $"{R(n.Min)} to {R(n.Max)}",
        LearnedSymbol l => $"{R(l.Min)} to {R(l.Max)}",
        ConstantSymbol { Values.IsEmpty: false } c => string.Join(", ", c.Values.Select(R)),
        ConstantSymbol c => R(c.Value),
        ClosureSymbol c => $"{R(c.Min)} to {R(c.Max)}",
        InputSymbol { Min: { } min, Max: { } max } => $"{R(min)} to {R(max)}",
        InputSymbol { Min: { } min } => $"at least {R(min)}",
        InputSymbol { Max: { } max } => $"at most {R(max)}",
        _ => "",
    };

    private static string Source(Symbol symbol) => symbol switch
    {
        NeuralSymbol n when n.Every == Cadence.Weekly => "neural, weekly",
        NeuralSymbol n when n.Every == Cadence.EveryStep => "neural, every step",
        NeuralSymbol n when n.Every == Cadence.Never => "neural, constant in time",
        NeuralSymbol n => $"neural, every {n.Every}",
        LearnedSymbol { Per: Scope.Location } => "learned, per location",
        LearnedSymbol => "learned",
        ConstantSymbol => "constant",
        InputSymbol or MatrixSymbol => "data",
        ClosureSymbol => "closure (network)",
        _ => "state",
    };

    private static string R(double value) => NumberText.Rounded(value);
}
