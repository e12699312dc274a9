using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Verify.Ranges;

namespace NimmGen.Verify.Experiments;

/// <summary>
/// A model made ready for an experiment: one place alone (what mixes places is left out), every free value a neural parameter, and one
/// factor a role that multiplies all that carries it, as a scenario does. Closures are at the middle of their range.
/// </summary>
internal sealed class ProbeModel
{
    // What the entries of a row sum to where nobody says: less than one, or what comes from elsewhere would not be seen.
    private const double Row = 0.7;

    private readonly Subject _written;
    private readonly SymbolRanges _ranges;
    private readonly Dictionary<string, string> _turns = new(StringComparer.Ordinal);

    private ProbeModel(Subject written)
    {
        _written = written;
        _ranges = new(written);
        MechanismIr model = written.Model;
        string[] roles = [.. model.Symbols.Select(s => s.Role).Concat(model.Lets.Select(l => l.Role)).OfType<string>().Where(r => r.Length > 0).Distinct(StringComparer.Ordinal)];
        for (int i = 0; i < roles.Length; i++)
        {
            // No author can give a name with a space.
            _turns[roles[i]] = $"role {i}";
        }

        Free = [.. model.Symbols.Where(s => s is NeuralSymbol or LearnedSymbol && Felt(s.Name))];
        Roles = [.. roles];
        Model = model with
        {
            Axes = [],
            Symbols =
            [
                .. model.Symbols.Where(s => s is not (NeuralSymbol or LearnedSymbol or MatrixSymbol or ClosureSymbol)),
                .. model.Symbols.Where(s => s is NeuralSymbol or LearnedSymbol).Select(s => s is LearnedSymbol l ? new NeuralSymbol(l.Name, l.Unit, l.Min, l.Max, Cadence.Never, null, null, l.Place) : s),
                .. roles.Select(r => new NeuralSymbol(_turns[r], Unit.One, 0, 10, Cadence.Never, null, null, Place.None)),
            ],
            Statements = [.. model.Statements.Select(Of)],
        };
        Parameters = [.. Model.Neurals];
    }

    /// <summary>What is run.</summary>
    public MechanismIr Model { get; }

    /// <summary>The neural parameters of <see cref="Model"/>, in order: the free ones of the original, then one a role.</summary>
    public ImmutableArray<NeuralSymbol> Parameters { get; }

    /// <summary>The free parameters of the original that an observed value may feel.</summary>
    public ImmutableArray<Symbol> Free { get; }

    /// <summary>Roles in the order of their parameters.</summary>
    public ImmutableArray<string> Roles { get; }

    public static ProbeModel Of(Subject written) => new(written);

    /// <summary>Number of the parameter that turns the role.</summary>
    public int Turn(string role) => Parameters.Length - Roles.Length + Roles.IndexOf(role);

    private bool Felt(string name) => _written.Model.Statements.Any(s => s is not LetStatement && (s is ObserveStatement o ? [o.Value] : s.Terms()).Any(t => _written.Needs([t]).Contains(name)));

    private Statement Of(Statement statement) => StatementMap.Terms(statement, Of) switch
    {
        ObserveStatement o => o with { Noise = null, Weekday = false },
        LetStatement l => l with { Value = Turned(l.Value, l.Role), Role = null },
        var other => other,
    };

    private Expression Of(Expression term) => term switch
    {
        Reference r => Turned(r, _written.Symbols.GetValueOrDefault(r.Name)?.Role),
        Mix m => Turned(new Number(_ranges.RowSum(m.Matrix, m.Transposed).Is(1) ? 1 : Row, _written.Symbols[m.Matrix].Unit) * Of(m.Operand), _written.Symbols[m.Matrix].Role),
        SumOver s => Of(s.Operand),
        ClosureCall c when _written.Symbols[c.Closure] is ClosureSymbol k => Turned(new Number(0.5 * (k.Min + k.Max), k.Unit), k.Role),
        _ => term.Map(Of),
    };

    private Expression Turned(Expression term, string? role) => role is { Length: > 0 } ? term * new Reference(_turns[role]) : term;
}
