using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>How continuous time is cut into steps.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Scheme>))]
public enum Scheme
{
    /// <summary>Exits x (1 - exp(-h dt)) shared in proportion: positive and conserving for any step, first order.</summary>
    Hazard,

    /// <summary>The classical fourth-order method.</summary>
    RungeKutta4,

    /// <summary>Forward differences: what published simulators use.</summary>
    Euler,

    /// <summary>Modified Patankar-Runge-Kutta: positive and conserving for any step, second order.</summary>
    Patankar,

    /// <summary>Patankar, linearly implicit in quantities, with sub-steps halved until the data step no longer changes: for rates far apart.</summary>
    Stiff,
}

/// <summary>A mechanistic model as plain data: what is verified, printed, stored, compared and compiled.</summary>
/// <param name="Name">The class name.</param>
/// <param name="Summary">What its comment says.</param>
/// <param name="Symbols">Declarations, in the author's order.</param>
/// <param name="Statements">Statements, in the author's order.</param>
/// <param name="Scheme">Time discretisation.</param>
/// <param name="SubSteps">Steps inside one data step; null lets the compiler choose (at most a quarter of a day for rates per day).</param>
public sealed record MechanismIr(
    string Name,
    string? Summary,
    ImmutableArray<Symbol> Symbols,
    ImmutableArray<Statement> Statements,
    Scheme Scheme = Scheme.Hazard,
    int? SubSteps = null)
{
    /// <summary>The axes that symbols vary over, in the author's order; <see cref="Axis.Location"/> is not among them.</summary>
    public ImmutableArray<Axis> Axes { get; init; } = [];

    /// <summary>The network that its author wrote to predict the neural parameters (hybrid mode); null for the network that is given.</summary>
    public NetworkIr? Network { get; init; }

    /// <summary>SHA-256 of the canonical form, as lower-case hexadecimal; independent of places, comments and order.</summary>
    [JsonIgnore]
    public string Hash => CanonicalForm.HashOf(this);

    /// <summary>All flows, a split as its two ends; rates are per unit of From where <see cref="FlowEdge.PerCapita"/>.</summary>
    [JsonIgnore]
    public IEnumerable<FlowEdge> Flows => Statements.SelectMany(FlowEdge.Of);

    [JsonIgnore]
    public IEnumerable<CompartmentSymbol> Compartments => Symbols.OfType<CompartmentSymbol>();

    [JsonIgnore]
    public IEnumerable<NeuralSymbol> Neurals => Symbols.OfType<NeuralSymbol>();

    [JsonIgnore]
    public IEnumerable<LearnedSymbol> Learneds => Symbols.OfType<LearnedSymbol>();

    [JsonIgnore]
    public IEnumerable<InputSymbol> Inputs => Symbols.OfType<InputSymbol>();

    [JsonIgnore]
    public IEnumerable<MatrixSymbol> Matrices => Symbols.OfType<MatrixSymbol>();

    [JsonIgnore]
    public IEnumerable<ClosureSymbol> Closures => Symbols.OfType<ClosureSymbol>();

    [JsonIgnore]
    public IEnumerable<ObserveStatement> Observations => Statements.OfType<ObserveStatement>();

    [JsonIgnore]
    public IEnumerable<LetStatement> Lets => Statements.OfType<LetStatement>();

    /// <summary>The states: compartments and quantities, in order of declaration.</summary>
    [JsonIgnore]
    public IEnumerable<Symbol> States => Symbols.Where(s => s is CompartmentSymbol or QuantitySymbol);

    /// <summary>The declaration of that name, or null (a let or nothing).</summary>
    public Symbol? Find(string name) => Symbols.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal));

    /// <summary>The term with every let replaced by its definition. Lets refer to earlier lets only.</summary>
    public Expression Inline(Expression expression)
    {
        var lets = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (LetStatement let in Lets)
        {
            lets[let.Name] = Substitute(let.Value, lets);
        }

        return Substitute(expression, lets);
    }

    /// <summary>The axis of that name, or null.</summary>
    public Axis? FindAxis(string name) => Axes.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.Ordinal));

    private static Expression Substitute(Expression expression, Dictionary<string, Expression> lets) =>
        lets.Count == 0 ? expression
        : expression is Reference r ? lets.GetValueOrDefault(r.Name) ?? r
        : expression.Map(operand => Substitute(operand, lets));
}
