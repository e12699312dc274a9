using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>
/// NG0008 for a stored model that is not one: empty places, terms too deep to walk, ranges that are none. Authors cannot write such a model;
/// a file can hold it. NG9001 for one too large to be judged at all.
/// </summary>
internal sealed class FormCheck
{
    // Deeper terms would exhaust the stack of whoever walks them; the front end stops at 200.
    private const int MaximumDepth = 500;
    private const int MaximumParts = 5_000;

    // What a walk may cost altogether; lets keep a person's terms far below it.
    private const long MaximumNodes = 200_000;

    public List<Diagnostic> Findings { get; } = [];

    /// <summary>The model with a place everywhere, or null where it cannot be judged.</summary>
    public MechanismIr? Repair(MechanismIr? model)
    {
        if (model is null || model.Symbols.IsDefault || model.Statements.IsDefault || model.Symbols.Contains(null!) || model.Statements.Contains(null!))
        {
            return Refuse("the model has no list of symbols or statements, or an empty place in one");
        }

        if (model.Symbols.Length + model.Statements.Length > MaximumParts)
        {
            return TooLarge($"{model.Symbols.Length + model.Statements.Length} symbols and statements, at most {MaximumParts}");
        }

        model = model with
        {
            Name = model.Name ?? "",
            Axes = model.Axes.IsDefault ? [] : model.Axes,
            Symbols = [.. model.Symbols.Select(s => s with { Place = s.Place ?? Place.None, Axes = s.Axes.IsDefault ? [] : s.Axes })],
            Statements = [.. model.Statements.Select(s => s with { Place = s.Place ?? Place.None })],
        };
        if (model.Axes.Any(a => a is not { Name: not null, Labels.IsDefault: false } || a.Labels.Contains(null!)))
        {
            return Refuse("an axis has no name or no labels");
        }

        foreach (Symbol symbol in model.Symbols)
        {
            if (string.IsNullOrEmpty(symbol.Name) || symbol.Unit is null || symbol.Axes.Contains(null!) || !Sound(symbol))
            {
                return Refuse($"symbol '{symbol.Name}' has no name, no unit, or numbers that are none");
            }
        }

        return Terms(model) ? model : null;
    }

    private static bool Sound(Symbol symbol) => symbol switch
    {
        CompartmentSymbol c => c.Stages is >= 1 and <= 100,
        NeuralSymbol n => double.IsFinite(n.Min) && double.IsFinite(n.Max) && n.Min <= n.Max && n.Every.Days >= 0,
        LearnedSymbol l => double.IsFinite(l.Min) && double.IsFinite(l.Max) && l.Min <= l.Max,
        ConstantSymbol c => !c.Values.IsDefault && double.IsFinite(c.Value) && c.Values.All(double.IsFinite),
        InputSymbol i => !i.Groups.IsDefault && !(i.Min > i.Max) && double.IsFinite(i.Min ?? 0) && double.IsFinite(i.Max ?? 0),
        MatrixSymbol m => m.Rows is not null && m.Columns is not null,
        ClosureSymbol c => double.IsFinite(c.Min) && double.IsFinite(c.Max) && c.Min <= c.Max && c.Hidden is >= 1 and <= 4096,
        _ => true,
    };

    private bool Terms(MechanismIr model)
    {
        long nodes = 0;
        foreach (Statement statement in model.Statements)
        {
            if (statement is LetStatement { Name: null } or ObserveStatement { Channel: null } or ObserveStatement { Unit: null } || Named(statement).Any(string.IsNullOrEmpty))
            {
                return Refuse("a statement does not say what it is about", statement.Place) is not null;
            }

            foreach (Expression? term in statement.Terms())
            {
                nodes += term?.Size ?? 0;
                if (term is not null && (term.Depth > MaximumDepth || nodes > MaximumNodes))
                {
                    return TooLarge(term.Depth > MaximumDepth ? $"a term nested {term.Depth} deep, at most {MaximumDepth}" : $"terms of more than {MaximumNodes} parts", statement.Place) is not null;
                }

                if (term is null || term.Walk().Any(n => !Sound(n)))
                {
                    return Refuse("a term has an empty place or a number that is none", statement.Place) is not null;
                }
            }
        }

        return true;
    }

    private static IEnumerable<string> Named(Statement statement) => statement switch
    {
        FlowStatement f => [f.Name, f.From, f.To],
        SplitStatement s => [s.Name, s.RestName, s.From, s.To, s.Rest],
        OutflowStatement o => [o.Name, o.From],
        InflowStatement i => [i.Name, i.To],
        TransferStatement t => [t.Name, t.From, t.To],
        NextStatement n => [n.Quantity],
        GrowthStatement g => [g.Quantity],
        RateStatement r => [r.Quantity],
        StartStatement s => [s.State],
        StartRestStatement s => [s.State],
        _ => [],
    };

    private static bool Sound(Expression node) => node switch
    {
        Number n => double.IsFinite(n.Value) && n.Unit is not null,
        Reference r => r.Name is not null,
        Incidence i => i.Flow is not null,
        Cumulative c => c.Flow is not null,
        Smooth s => s.Days > 0 && double.IsFinite(s.Days),
        SumOver s => s.Axis is not null,
        Mix m => m.Matrix is not null,
        Select s => s.Group is { Axis: not null, Label: not null },
        ClosureCall c => c.Closure is not null,
        Call c => Enum.IsDefined(c.Function),
        Binary b => Enum.IsDefined(b.Operator),
        _ => true,
    };

    private MechanismIr? Refuse(string what, Place? place = null)
    {
        Findings.Add(new("NG0008", Severity.Error, place ?? Place.None, what, Why: "it was not written by the language", Fix: "write the model as C# and store what is read from it"));
        return null;
    }

    private MechanismIr? TooLarge(string what, Place? place = null)
    {
        Findings.Add(new(
            "NG9001", Severity.Error, place ?? Place.None, $"not checked: the model is too large: {what}", Why: "nothing can be said of it in a reasonable time",
            Fix: "name parts with Let, and use axes in place of copies"));
        return null;
    }
}
