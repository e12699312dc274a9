namespace NimmGen.Search;

/// <summary>What a production is about. A crossover takes a part whole; a branch of the search changes the structure, a refinement the rest.</summary>
internal enum Part
{
    /// <summary>States and the flows between them, the law of growth, the theory: the family that a model belongs to.</summary>
    Structure,

    /// <summary>The form of rates and what drives them.</summary>
    Rates,

    /// <summary>Where values come from: the start, fixed or learned, one for all or one a place.</summary>
    Values,

    /// <summary>How states become what was measured.</summary>
    Observation,
}
