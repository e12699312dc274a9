using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>The terms inside a statement.</summary>
public static class StatementTerms
{
    /// <summary>Every term of the statement, in the order it is written.</summary>
    public static ImmutableArray<Expression> Terms(this Statement statement) => statement switch
    {
        FlowStatement f => [f.Hazard],
        SplitStatement s => [s.Hazard, s.Fraction],
        OutflowStatement o => [o.Hazard],
        InflowStatement i => [i.Rate],
        GrowthStatement g => [g.PerCapita],
        RateStatement r => [r.Rate],
        TransferStatement t => [t.Rate],
        NextStatement n => [n.Value],
        StartStatement s => [s.Value],
        StartRestStatement s => [s.Total],
        ObserveStatement { Noise.Parameter: { } parameter } o => [o.Value, parameter],
        ObserveStatement o => [o.Value],
        LetStatement l => [l.Value],
        _ => throw new System.Diagnostics.UnreachableException(statement.GetType().Name),
    };
}
