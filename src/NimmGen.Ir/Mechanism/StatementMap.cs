namespace NimmGen.Ir;

/// <summary>A statement with each of its terms replaced.</summary>
public static class StatementMap
{
    /// <summary>The statement with the function applied to each of its <see cref="StatementTerms.Terms"/>.</summary>
    public static Statement Terms(Statement statement, Func<Expression, Expression> replace) => statement switch
    {
        FlowStatement f => f with { Hazard = replace(f.Hazard) },
        SplitStatement s => s with { Hazard = replace(s.Hazard), Fraction = replace(s.Fraction) },
        OutflowStatement o => o with { Hazard = replace(o.Hazard) },
        InflowStatement i => i with { Rate = replace(i.Rate) },
        TransferStatement t => t with { Rate = replace(t.Rate) },
        NextStatement n => n with { Value = replace(n.Value) },
        GrowthStatement g => g with { PerCapita = replace(g.PerCapita) },
        RateStatement r => r with { Rate = replace(r.Rate) },
        StartStatement s => s with { Value = replace(s.Value) },
        StartRestStatement s => s with { Total = replace(s.Total) },
        ObserveStatement o => o with { Value = replace(o.Value), Noise = o.Noise is { Parameter: { } p } n ? n with { Parameter = replace(p) } : o.Noise },
        LetStatement l => l with { Value = replace(l.Value) },
        _ => throw new System.Diagnostics.UnreachableException(statement.GetType().Name),
    };
}
