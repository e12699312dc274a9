namespace NimmGen.Ir;

/// <summary>The word a person probably meant.</summary>
public static class Nearest
{
    // Fewer letters are part of too many names.
    private const int FewestLetters = 3;

    /// <summary>
    /// The candidate within a third of the word's length in edits (two at least); else the only one that the word is a part of, as bogota is
    /// of covid-bogota; or null.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        if (word.Length > 100)
        {
            return null;
        }

        string[] all = [.. candidates.Where(c => c.Length <= 100)];
        return all
                .Select(c => (Word: c, Edits: Edits(word.ToLowerInvariant(), c.ToLowerInvariant())))
                .Where(c => c.Edits <= Math.Max(2, word.Length / 3))
                .OrderBy(c => c.Edits)
                .Select(c => c.Word)
                .FirstOrDefault()
            ?? (word.Length >= FewestLetters && all.Where(c => c.Contains(word, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray() is [var only] ? only : null);
    }

    /// <summary>Optimal string alignment distance: insert, delete, replace, or exchange two neighbours.</summary>
    private static int Edits(string a, string b)
    {
        int[] twoAgo = [], before = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(before[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], twoAgo[j - 2] + 1);
                }
            }

            (twoAgo, before) = (before, row);
        }

        return before[^1];
    }
}
