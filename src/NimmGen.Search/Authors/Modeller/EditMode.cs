namespace NimmGen.Search;

/// <summary>How far a candidate may go from its parent.</summary>
internal enum EditMode
{
    /// <summary>Any change, now and then a crossover.</summary>
    Any,

    /// <summary>Another structure: states and flows, the law, the theory.</summary>
    Branch,

    /// <summary>One thing at a time in the same structure.</summary>
    Refine,
}
