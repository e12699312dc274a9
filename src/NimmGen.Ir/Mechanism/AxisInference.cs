using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>
/// The axes that terms and flows vary over, by broadcasting: a term varies over every axis of its parts; a sum removes one; a mix turns the
/// matrix's columns into its rows. Names that nothing declares have none. Locations are not counted.
/// </summary>
public sealed class AxisInference
{
    private readonly Dictionary<string, ImmutableArray<string>> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MatrixSymbol> _matrices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<string>> _flows = new(StringComparer.Ordinal);

    /// <summary>Reads the declarations; lets are taken in their order, each of which refers to earlier ones only.</summary>
    public AxisInference(MechanismIr model)
    {
        foreach (Symbol symbol in model.Symbols)
        {
            _names.TryAdd(symbol.Name, symbol.Axes);
            if (symbol is MatrixSymbol matrix)
            {
                _matrices.TryAdd(symbol.Name, matrix);
            }
        }

        // Flows without their hazards first, since a let may ask for the incidence of a flow whose hazard uses another let.
        foreach (FlowEdge flow in model.Flows)
        {
            _flows[flow.Name] = EndsOf(flow);
        }

        foreach (LetStatement let in model.Lets)
        {
            _names.TryAdd(let.Name, Of(let.Value));
        }

        foreach (FlowEdge flow in model.Flows)
        {
            _flows[flow.Name] = Union(_flows[flow.Name], Without(Of(flow.EffectiveRate), flow.FromGroup?.Axis));
        }
    }

    /// <summary>The axes of a flow: those of its two ends and of its rate, but for one of which it takes a single group.</summary>
    public ImmutableArray<string> Of(FlowEdge flow) => _flows.GetValueOrDefault(flow.Name, []);

    /// <summary>The axes that a term varies over, in order of occurrence.</summary>
    public ImmutableArray<string> Of(Expression term) => term switch
    {
        Reference r => _names.GetValueOrDefault(r.Name, []),
        Incidence i => _flows.GetValueOrDefault(i.Flow, []),
        Cumulative c => _flows.GetValueOrDefault(c.Flow, []),
        SumOver s => Without(Of(s.Operand), s.Axis),
        Select s => Without(Of(s.Operand), s.Group.Axis),
        Mix m when _matrices.TryGetValue(m.Matrix, out MatrixSymbol? matrix) && !matrix.CouplesLocations =>
            Union(Without(Of(m.Operand), m.Transposed ? matrix.Rows : matrix.Columns), [m.Transposed ? matrix.Columns : matrix.Rows]),
        _ => term.Children.Aggregate(ImmutableArray<string>.Empty, (axes, child) => Union(axes, Of(child))),
    };

    private ImmutableArray<string> EndsOf(FlowEdge flow) => Union(
        Without(flow.From is null ? [] : _names.GetValueOrDefault(flow.From, []), flow.FromGroup?.Axis),
        Without(flow.To is null ? [] : _names.GetValueOrDefault(flow.To, []), flow.ToGroup?.Axis));

    private static ImmutableArray<string> Union(ImmutableArray<string> a, ImmutableArray<string> b) =>
        b.IsEmpty ? a : a.IsEmpty ? b : [.. a.Union(b, StringComparer.Ordinal)];

    private static ImmutableArray<string> Without(ImmutableArray<string> axes, string? axis) =>
        axis is null || axes.IsEmpty ? axes : axes.Remove(axis, StringComparer.Ordinal);
}
