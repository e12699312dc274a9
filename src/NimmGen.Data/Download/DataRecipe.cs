using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>How one file of the catalogue is made of public files.</summary>
/// <param name="Path">Below the data root, with forward slashes.</param>
/// <param name="Addresses">Public addresses, in the order that <paramref name="Tidy"/> takes them.</param>
/// <param name="Tidy">Makes the file's bytes of those of the addresses; the result must have the SHA-256 that the card gives.</param>
/// <param name="Does">What tidying does, in words.</param>
internal sealed record DataRecipe(string Path, ImmutableArray<string> Addresses, Func<IReadOnlyList<byte[]>, byte[]> Tidy, string Does);
