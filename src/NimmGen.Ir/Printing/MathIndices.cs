using System.Collections.Immutable;

namespace NimmGen.Ir.Printing;

/// <summary>Letters for the groups of axes, and which symbols carry them.</summary>
internal sealed class MathIndices
{
    private readonly MechanismIr _model;
    private readonly AxisInference _axes;
    private readonly Dictionary<string, string> _letters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _local;
    private readonly HashSet<string> _varying;

    public MathIndices(MechanismIr model)
    {
        _model = model;
        _axes = new(model);
        _varying = [.. model.Neurals.Where(n => n.Every != Cadence.Never).Select(n => n.Name)];
        CouplesLocations = model.Matrices.Any(m => m.CouplesLocations)
            || model.Statements.SelectMany(s => s.Terms()).SelectMany(t => t.Walk()).Any(n => n is SumOver { Axis: Axis.Location });
        _local = CouplesLocations ? Local(model) : [];
        var taken = model.Symbols.Select(s => s.Name).Concat(model.Lets.Select(l => l.Name)).Append("t").Append("j").ToHashSet(StringComparer.Ordinal);
        foreach (Axis axis in model.Axes)
        {
            string letter = char.ToLowerInvariant(axis.Name[0]).ToString();
            if (!char.IsAsciiLetter(letter[0]) || !taken.Add(letter))
            {
                letter = "agciknmpqruvwxyz".Select(c => c.ToString()).FirstOrDefault(taken.Add) ?? letter;
            }

            _letters[axis.Name] = letter;
        }

        _letters[Axis.Location] = MathStyle.Place;
    }

    /// <summary>True where places act on each other: only then does the place stand at every symbol.</summary>
    public bool CouplesLocations { get; }

    /// <summary>True where the value changes in time by itself: its symbol carries t.</summary>
    public bool Varies(string name) => _varying.Contains(name);

    /// <summary>The axes of a symbol or let, the place last where it shows.</summary>
    public ImmutableArray<string> AxesOf(string name)
    {
        ImmutableArray<string> axes = _axes.Of(new Reference(name));
        return _local.Contains(name) ? [.. axes.Where(a => a != Axis.Location), Axis.Location] : axes;
    }

    /// <summary>The axes of a flow, without the place.</summary>
    public ImmutableArray<string> AxesOf(FlowEdge flow) => _axes.Of(flow);

    /// <summary>The letter of the axis, primed until no index in use has it.</summary>
    public string Fresh(string axis, IEnumerable<string> inUse)
    {
        string letter = _letters.GetValueOrDefault(axis, "i");
        string[] used = [.. inUse];
        while (used.Contains(letter))
        {
            letter += "′";
        }

        return letter;
    }

    // States, data and local parameters differ from place to place; so does what is made from them, unless it is summed.
    private static HashSet<string> Local(MechanismIr model)
    {
        HashSet<string> local =
        [
            .. model.Symbols.Where(s => s is CompartmentSymbol or QuantitySymbol or InputSymbol or NeuralSymbol { Per: Scope.Location } or LearnedSymbol { Per: Scope.Location })
                .Select(s => s.Name),
        ];
        bool Varies(Expression term) => term switch
        {
            Reference r => local.Contains(r.Name),
            Incidence or Cumulative => true,
            SumOver { Axis: Axis.Location } => false,
            _ => term.Children.Any(Varies),
        };
        foreach (LetStatement let in model.Lets.Where(l => Varies(l.Value)))
        {
            local.Add(let.Name);
        }

        return local;
    }
}
