using NimmGen.Ir;
using NimmGen.Ir.Printing;
using NimmGen.Report;

namespace NimmGen.Cli;

/// <summary>The forms in which <c>check --print</c> shows a model.</summary>
internal static class Printing
{
    private static readonly (string Name, string What, Func<MechanismIr, string> Print)[] Forms =
    [
        ("equations", "as text", EquationPrinter.Text),
        ("latex", "the equations", EquationPrinter.Latex),
        ("nomenclature", "the table of symbols", Nomenclature.Text),
        ("mermaid", "the diagram", MermaidPrinter.Print),
        ("svg", "the diagram, drawn", SvgDiagram.Document),
        ("csharp", "the program in its canonical form", CSharpPrinter.Print),
        ("json", "the model as it is stored", m => MechanismJson.Write(m) + "\n"),
    ];

    /// <summary>Their names, for the command line.</summary>
    public static string[] Names => [.. Forms.Select(f => f.Name)];

    /// <summary>Names with what each is, for the help.</summary>
    public static string Help => string.Join(", ", Forms.Select(f => $"{f.Name} ({f.What})"));

    /// <summary>The model in that form; the name is one of <see cref="Names"/>.</summary>
    public static string Of(MechanismIr model, string name) => Forms.First(f => f.Name == name).Print(model);
}
