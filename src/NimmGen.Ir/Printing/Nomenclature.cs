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
public sealed record NomenclatureRow(string Symbol, string Latex, string Meaning, string Unit, string Range, string Source, string? Role)
{
    /// <summary>As set in the equations as text.</summary>
    public string Text { get; init; } = "";

    /// <summary>How often it changes: "by week", "every step", "constant in time"; empty for what has no cadence.</summary>
    public string Cadence { get; init; } = "";

    /// <summary>The axes that it varies over, by name.</summary>
    public ImmutableArray<string> Axes { get; init; } = [];

    /// <summary>Stages of the stay, 1 for what has none.</summary>
    public int Stages { get; init; } = 1;
}

/// <summary>The table of symbols of a mechanism.</summary>
public static class Nomenclature
{
    /// <summary>Symbols in the author's order, then the lets (unit left empty: it follows from the term).</summary>
    public static ImmutableArray<NomenclatureRow> Of(MechanismIr model)
    {
        var latex = new MathWriter(new LatexStyle(), model);
        var text = new MathWriter(new TextStyle(), model);
        return
        [
            .. model.Symbols.Select(s => new NomenclatureRow(s.Name, latex.Declared(s), s.Meaning ?? "", s.Unit.ToString(), Range(s), Source(s), s.Role)
            {
                Text = text.Declared(s),
                Cadence = s is NeuralSymbol n ? n.Every == Ir.Cadence.EveryStep ? "every step" : n.Every == Ir.Cadence.Weekly ? "by week" : n.Every == Ir.Cadence.Never ? "constant in time" : $"every {n.Every}" : "",
                Axes = s is MatrixSymbol m ? [m.Rows, m.Columns] : s.Axes,
                Stages = s is CompartmentSymbol c ? c.Stages : 1,
            }),
            .. model.Lets.Select(l => new NomenclatureRow(l.Name, latex.OverItsAxes(l.Name), "", "", "", "definition", l.Role) { Text = text.OverItsAxes(l.Name) }),
        ];
    }

    /// <summary>The table as aligned plain text, with a line of headings; columns that would be empty are left out.</summary>
    public static string Text(MechanismIr model)
    {
        (string Heading, Func<NomenclatureRow, string> Cell)[] columns =
        [
            ("symbol", r => r.Text), ("name", r => r.Symbol == r.Text ? "" : r.Symbol), ("meaning", r => r.Meaning.ReplaceLineEndings(" ")), ("unit", r => r.Unit == "1" ? "" : r.Unit), ("range", r => r.Range),
            ("from", r => r.Source), ("groups", r => string.Join(" × ", r.Axes)), ("stages", r => r.Stages == 1 ? "" : r.Stages.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("role", r => r.Role ?? ""),
        ];
        ImmutableArray<NomenclatureRow> rows = Of(model);
        var shown = columns.Where(c => rows.Any(r => c.Cell(r).Length > 0)).Select(c => (c.Heading, Cells: rows.Select(c.Cell).ToArray())).ToArray();
        int[] widths = [.. shown.Select(c => c.Cells.Append(c.Heading).Max(x => x.Length))];
        IEnumerable<string> lines = Enumerable.Range(-1, rows.Length + 1)
            .Select(i => string.Join("  ", shown.Select((c, k) => (i < 0 ? c.Heading : c.Cells[i]).PadRight(widths[k]))).TrimEnd());
        return string.Join('\n', lines) + "\n";
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
        NeuralSymbol n when n.Every == Ir.Cadence.Weekly => "neural, weekly",
        NeuralSymbol n when n.Every == Ir.Cadence.EveryStep => "neural, every step",
        NeuralSymbol n when n.Every == Ir.Cadence.Never => "neural, constant in time",
        NeuralSymbol n => $"neural, every {n.Every}",
        LearnedSymbol { Per: Scope.Location } => "learned, per location",
        LearnedSymbol => "learned",
        ConstantSymbol => "constant",
        InputSymbol or MatrixSymbol => "data",
        ClosureSymbol => "closure (network)",
        _ => "state",
    };

    private static string R(double value) =>
        NumberText.Readable(value) is (var above, var below) && below is not null ? $"{above}/{below}" : above.Length <= 7 ? above : NumberText.Rounded(value);
}
