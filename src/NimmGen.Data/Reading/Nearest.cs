namespace NimmGen.Data;

/// <summary>The word a person probably meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate within a third of the word's length in edits, or null.</summary>
    public static string? To(string word, IEnumerable<string> candidates) =>
        word.Length > 100
            ? null
            : candidates.Where(c => c.Length <= 100)
                .Select(c => (Word: c, Edits: Edits(word.ToLowerInvariant(), c.ToLowerInvariant())))
                .Where(c => c.Edits <= Math.Max(1, word.Length / 3))
                .OrderBy(c => c.Edits)
                .Select(c => c.Word)
                .FirstOrDefault();

    /// <summary>Levenshtein distance, one row at a time.</summary>
    private static int Edits(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
