namespace NimmGen.Ir;

/// <summary>One arrow of the compartment diagram.</summary>
/// <param name="Name">Unique in the model; what <see cref="Incidence"/> refers to.</param>
/// <param name="From">The source, or null for an inflow.</param>
/// <param name="To">The target, or null for an outflow.</param>
/// <param name="Rate">Hazard (1/time) where there is a source, else stock/time.</param>
/// <param name="Share">The part of a split's exit that takes this arrow; null where all of it does.</param>
/// <param name="Statement">The statement that it comes from.</param>
public sealed record FlowEdge(string Name, string? From, string? To, Expression Rate, Expression? Share, Statement Statement)
{
    /// <summary>True where the rate multiplies the source.</summary>
    public bool PerCapita => From is not null;

    /// <summary>The rate with the share of a split multiplied in.</summary>
    public Expression EffectiveRate => Share is null ? Rate : Rate * Share;

    internal static IEnumerable<FlowEdge> Of(Statement statement) => statement switch
    {
        FlowStatement f => [new(f.Name, f.From, f.To, f.Hazard, null, f)],
        SplitStatement s =>
        [
            new(s.Name, s.From, s.To, s.Hazard, s.Fraction, s),
            new(s.RestName, s.From, s.Rest, s.Hazard, new Number(1, Unit.One) - s.Fraction, s),
        ],
        OutflowStatement o => [new(o.Name, o.From, null, o.Hazard, null, o)],
        InflowStatement i => [new(i.Name, null, i.To, i.Rate, null, i)],
        _ => [],
    };
}
