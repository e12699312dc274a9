namespace NimmGen.Ir;

/// <summary>One arrow of the compartment diagram.</summary>
/// <param name="Name">Unique in the model; what <see cref="Incidence"/> refers to.</param>
/// <param name="From">The source, or null for an inflow.</param>
/// <param name="To">The target, or null for an outflow.</param>
/// <param name="Rate">Hazard (1/time) where <see cref="PerCapita"/>, else stock/time.</param>
/// <param name="Share">The part of a split's exit that takes this arrow; null where all of it does.</param>
/// <param name="Statement">The statement that it comes from.</param>
public sealed record FlowEdge(string Name, string? From, string? To, Expression Rate, Expression? Share, Statement Statement)
{
    /// <summary>The group of the source that it leaves, or null for each.</summary>
    public Group? FromGroup { get; init; }

    /// <summary>The group of the target that it enters, or null for the one it comes from.</summary>
    public Group? ToGroup { get; init; }

    /// <summary>True where it leaves every stage of the source instead of passing through them.</summary>
    public bool EveryStage { get; init; }

    /// <summary>True where the rate multiplies the source; else it is an amount a time.</summary>
    public bool PerCapita => From is not null && Statement is not TransferStatement;

    /// <summary>The rate with the share of a split multiplied in.</summary>
    public Expression EffectiveRate => Share is null ? Rate : Rate * Share;

    /// <summary>The arrows that a statement draws: two for a split, none where it moves nothing.</summary>
    public static IEnumerable<FlowEdge> Of(Statement statement) => statement switch
    {
        FlowStatement f => [new(f.Name, f.From, f.To, f.Hazard, null, f) { FromGroup = f.FromGroup, ToGroup = f.ToGroup, EveryStage = f.EveryStage }],
        TransferStatement t => [new(t.Name, t.From, t.To, t.Rate, null, t) { FromGroup = t.FromGroup, ToGroup = t.ToGroup, EveryStage = true }],
        SplitStatement s =>
        [
            new(s.Name, s.From, s.To, s.Hazard, s.Fraction, s),
            new(s.RestName, s.From, s.Rest, s.Hazard, new Number(1, Unit.One) - s.Fraction, s),
        ],
        OutflowStatement o => [new(o.Name, o.From, null, o.Hazard, null, o) { FromGroup = o.FromGroup, EveryStage = true }],
        InflowStatement i => [new(i.Name, null, i.To, i.Rate, null, i) { ToGroup = i.ToGroup }],
        _ => [],
    };
}
