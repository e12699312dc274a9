namespace NimmGen.Search;

/// <summary>What the grammar of tumours must know of the patients.</summary>
/// <param name="Drug">A dose of a drug and its concentration are recorded.</param>
/// <param name="Radiation">A dose of radiation is recorded.</param>
public sealed record TumourContext(bool Drug, bool Radiation);
