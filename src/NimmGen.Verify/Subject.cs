using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Ir.Printing;
using NimmGen.Verify.Experiments;
using NimmGen.Verify.Ranges;

namespace NimmGen.Verify;

/// <summary>One model under judgement, with the tables that the checks share.</summary>
internal sealed class Subject
{
    private readonly Lazy<ImmutableArray<ImmutableArray<CompartmentSymbol>>> _components;
    private readonly Lazy<WrittenOut?> _written;
    private readonly Lazy<ImmutableArray<FlowEdge>> _edges;
    private readonly Lazy<TermRanges> _ranges;
    private readonly Dictionary<(string Let, string Name), bool> _rising = [];

    public Subject(MechanismIr model, DataContext? data, VerifierOptions options)
    {
        Model = model;
        Data = data;
        Options = options;
        _edges = new(() => [.. model.Flows]);
        _components = new(() => FlowComponents.Of(model));
        _ranges = new(() => new TermRanges(this, new SymbolRanges(this)));
        _written = new(() => WrittenOut.Of(this));
        foreach (Symbol symbol in model.Symbols)
        {
            Symbols.TryAdd(symbol.Name, symbol);
        }

        foreach (LetStatement let in model.Lets)
        {
            Lets.TryAdd(let.Name, let);
        }

        foreach (FlowEdge flow in Edges)
        {
            Flows.TryAdd(flow.Name, flow);
        }
    }

    public MechanismIr Model { get; }

    public DataContext? Data { get; }

    public VerifierOptions Options { get; }

    public Dictionary<string, Symbol> Symbols { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, LetStatement> Lets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FlowEdge> Flows { get; } = new(StringComparer.Ordinal);

    /// <summary>All flows, a split as two; <see cref="MechanismIr.Flows"/> makes them anew each time.</summary>
    public ImmutableArray<FlowEdge> Edges => _edges.Value;

    /// <summary>Compartments that flows connect.</summary>
    public ImmutableArray<ImmutableArray<CompartmentSymbol>> Components => _components.Value;

    /// <summary>The model with groups and stages written out, or null where it is too large for that.</summary>
    public WrittenOut? Written => _written.Value;

    /// <summary>True where axes and units are right and the groups can be written out, so that ranges can be asked for.</summary>
    public bool Fits => !Has("NG10", Severity.Error) && !Has("NG1101") && Written is not null;

    /// <summary>Bounds of terms; of a written-out model only.</summary>
    public TermRanges Ranges => _ranges.Value;

    /// <summary>What running the model showed, or null.</summary>
    public Experiment? Experiment { get; set; }

    public List<Diagnostic> Findings { get; } = [];

    public List<Proof> Proofs { get; } = [];

    public List<string> NotChecked { get; } = [];

    public void Error(string code, Place place, string message, Expression? @in = null, string? why = null, string? fix = null) =>
        Add(new(code, Severity.Error, place, message, Excerpt(@in), why, fix));

    public void Warn(string code, Place place, string message, Expression? @in = null, string? why = null, string? fix = null) =>
        Add(new(code, Severity.Warning, place, message, Excerpt(@in), why, fix));

    public bool Has(string codePrefix) => Findings.Exists(f => f.Code.StartsWith(codePrefix, StringComparison.Ordinal));

    public bool Has(string codePrefix, Severity severity) => Findings.Exists(f => f.Severity == severity && f.Code.StartsWith(codePrefix, StringComparison.Ordinal));

    /// <summary>S→I, S→ for an exit, →I for an entry.</summary>
    public static string Arrow(FlowEdge flow) => $"{flow.From}→{flow.To}";

    /// <summary>Names of symbols, lets and flows that a term needs, through its lets, each once; at most some thousands.</summary>
    public IReadOnlyCollection<string> Needs(IEnumerable<Expression> terms)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>();
        var open = new Stack<string>(terms.SelectMany(Names).Reverse());
        while (open.TryPop(out string? name))
        {
            if (seen.Add(name))
            {
                names.Add(name);
                if (!Symbols.ContainsKey(name) && Lets.TryGetValue(name, out LetStatement? let))
                {
                    foreach (string inner in Names(let.Value))
                    {
                        open.Push(inner);
                    }
                }
            }
        }

        return names;
    }

    /// <summary>True where the symbol occurs in the term, or in the lets that it uses, outside of divisors and functions: more of it, more of the term.</summary>
    public bool Rises(Expression term, string name) => term switch
    {
        Reference r when Symbols.ContainsKey(r.Name) => r.Name == name,
        Reference r => Lets.TryGetValue(r.Name, out LetStatement? let) && LetRises(let, name),
        Binary { Operator: Operator.Divide or Operator.Power or Operator.Subtract } b => Rises(b.Left, name),
        Binary b => Rises(b.Left, name) || Rises(b.Right, name),
        SumOver or Select or Mix => Rises(term.Children[0], name),
        _ => false,
    };

    private bool LetRises(LetStatement let, string name)
    {
        if (!_rising.TryGetValue((let.Name, name), out bool rises))
        {
            _rising[(let.Name, name)] = rises = Rises(let.Value, name);
        }

        return rises;
    }

    /// <summary>References, matrices, closures and the flows of incidences.</summary>
    public static IEnumerable<string> Names(Expression term) =>
        term.References().Concat(term.Walk().Select(n => n switch { Incidence i => i.Flow, Cumulative c => c.Flow, _ => null }).OfType<string>().Distinct(StringComparer.Ordinal));

    public static string Excerpt(Expression term, int most)
    {
        string text = term.Size > 200 ? $"(a term of {term.Size} parts)" : TermPrinter.Print(term);
        return text.Length > most ? text[..(most - 3)] + "..." : text;
    }

    private void Add(Diagnostic finding)
    {
        if (!Options.Without.Contains(finding.Code) && !Findings.Contains(finding))
        {
            Findings.Add(finding);
        }
    }

    private static string? Excerpt(Expression? term) => term is null ? null : Excerpt(term, 160);
}
