namespace NimmGen.Learn.Networks;

/// <summary>How attention over time becomes one vector a location.</summary>
public enum AttentionReduction
{
    /// <summary>The average over time: does not saturate the context's tanh on long histories. The default.</summary>
    Mean,

    /// <summary>The sum over time, as the published network does.</summary>
    Sum,
}
