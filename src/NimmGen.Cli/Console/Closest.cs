namespace NimmGen.Cli;

/// <summary>The word that was probably meant.</summary>
internal static class Closest
{
    /// <summary>The known word with the fewest edits (Levenshtein), if these are at most a third of its letters; else null.</summary>
    public static string? To(string word, IEnumerable<string> known) =>
        known.Select(k => (Word: k, Edits: Distance(word.ToUpperInvariant(), k.ToUpperInvariant())))
            .Where(k => k.Edits <= Math.Max(2, k.Word.Length / 3))
            .OrderBy(k => k.Edits)
            .Select(k => k.Word)
            .FirstOrDefault();

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= Math.Min(a.Length, 200); i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[b.Length];
    }
}
