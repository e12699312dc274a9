using NimmGen.Ir;
using NimmGen.Ir.Printing;

namespace NimmGen.Verify;

/// <summary>One model under judgement, with the tables that the checks share.</summary>
internal sealed class Subject
{
    public Subject(MechanismIr model, DataContext? data)
    {
        Model = model;
        Data = data;
        foreach (Symbol symbol in model.Symbols)
        {
            Symbols.TryAdd(symbol.Name, symbol);
        }

        foreach (LetStatement let in model.Lets)
        {
            Lets.TryAdd(let.Name, let);
        }

        foreach (FlowEdge flow in model.Flows)
        {
            Flows.TryAdd(flow.Name, flow);
        }
    }

    public MechanismIr Model { get; }

    public DataContext? Data { get; }

    public Dictionary<string, Symbol> Symbols { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, LetStatement> Lets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FlowEdge> Flows { get; } = new(StringComparer.Ordinal);

    public List<Diagnostic> Findings { get; } = [];

    public List<Proof> Proofs { get; } = [];

    public void Error(string code, Place place, string message, Expression? @in = null, string? why = null, string? fix = null) =>
        Findings.Add(new(code, Severity.Error, place, message, Excerpt(@in), why, fix));

    public void Warn(string code, Place place, string message, Expression? @in = null, string? why = null, string? fix = null) =>
        Findings.Add(new(code, Severity.Warning, place, message, Excerpt(@in), why, fix));

    public bool Has(string codePrefix) => Findings.Exists(f => f.Code.StartsWith(codePrefix, StringComparison.Ordinal));

    /// <summary>S→I, S→ for an exit, →I for an entry.</summary>
    public static string Arrow(FlowEdge flow) => $"{flow.From}→{flow.To}";

    private static string? Excerpt(Expression? term)
    {
        if (term is null)
        {
            return null;
        }

        string text = term.Size > 200 ? "(a term of " + term.Size + " parts)" : TermPrinter.Print(term);
        return text.Length > 160 ? text[..157] + "..." : text;
    }
}
