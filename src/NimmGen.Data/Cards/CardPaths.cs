namespace NimmGen.Data;

/// <summary>Paths of a card's files below the data root.</summary>
internal static class CardPaths
{
    /// <summary>The card's folder and the file's path, with <c>..</c> taken out; what leads above the root keeps its <c>..</c> and is refused when read.</summary>
    public static string Below(DataCard card, DataFile file)
    {
        if (Path.IsPathRooted(file.Path))
        {
            return file.Path;
        }

        var parts = new List<string>();
        foreach (string part in $"{card.Folder}/{file.Path}".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
