using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>Where the files of a data set of the catalogue are.</summary>
public enum DataPlace
{
    /// <summary>In the program.</summary>
    Program,

    /// <summary>Nowhere: the program makes the values from a seed.</summary>
    Simulated,

    /// <summary>All in a folder that was named.</summary>
    Present,

    /// <summary>All in the cache that downloads go to.</summary>
    Cached,

    /// <summary>Some are there.</summary>
    Partial,

    /// <summary>None is there.</summary>
    Absent,
}

/// <summary>What is there of a data set; whether it is sound is for <see cref="Catalogue.Read"/> to say.</summary>
/// <param name="Place">Where.</param>
/// <param name="Folder">The data root that was looked in; null where none is named or needed.</param>
/// <param name="Missing">Files that are not there, below the data root.</param>
/// <param name="Bytes">Size of all files, as the card says it; null where it does not.</param>
public sealed record Availability(DataPlace Place, string? Folder, ImmutableArray<string> Missing, long? Bytes)
{
    /// <param name="card">A card of the catalogue.</param>
    /// <param name="option">The --data option, or null.</param>
    /// <param name="environment">Variables; those of the process where null.</param>
    public static Availability Of(DataCard card, string? option, Func<string, string?>? environment = null)
    {
        DataFile[] files = [.. card.Files.DistinctBy(f => CardPaths.Below(card, f))];
        if (card.Simulated || Catalogue.IsEmbedded(card))
        {
            return new(card.Simulated ? DataPlace.Simulated : DataPlace.Program, null, [], null);
        }

        long? bytes = files.All(f => f.Bytes is not null) ? files.Sum(f => f.Bytes) : null;
        string? root = DataRoot.Find(option, environment);
        ImmutableArray<string> missing = [.. files.Select(f => CardPaths.Below(card, f)).Where(p => root is null || !File.Exists(Path.Combine(root, p)))];
        DataPlace place = missing.Length == files.Length ? DataPlace.Absent
            : missing.Length > 0 ? DataPlace.Partial
            : DataRoot.IsCache(root!, option, environment) ? DataPlace.Cached
            : DataPlace.Present;
        return new(place, root, missing, bytes);
    }
}
