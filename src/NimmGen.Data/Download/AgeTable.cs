namespace NimmGen.Data;

/// <summary>Populations by region and sixteen age groups, as patchflow has them: lines of region, group and count.</summary>
internal static class AgeTable
{
    private const int Groups = 16;

    /// <summary>Labels of the groups in the order of the file, and the counts of each region in that order.</summary>
    public static (string[] Groups, Dictionary<string, string[]> Counts) Read(byte[] bytes)
    {
        string[][] lines = [.. TidyText.Words(bytes).Where(w => w.Length == 3 && w[0].Contains('.', StringComparison.Ordinal))];
        string[] groups = [.. lines.Select(w => w[1]).Distinct()];
        if (groups.Length != Groups)
        {
            throw new TidyException($"lines of region, age group and count with {Groups} groups are expected; there are {groups.Length} groups");
        }

        return (groups, lines.GroupBy(w => w[0]).ToDictionary(g => g.Key, g => groups.Select(label => g.First(w => w[1] == label)[2]).ToArray()));
    }
}
