using System.Text;

namespace NimmGen.Data;

/// <summary>Recipes of covid-bogota and covid-medellin, and of the matrices of contacts.</summary>
internal static class TidyCovid
{
    private const int Days = 343;

    private static readonly DateOnly First = new(2020, 4, 12);

    private static readonly (string Theirs, string Ours)[] Features =
    [
        ("cases", "cases"), ("deaths", "deaths"), ("covid-19 en colombia", "trend_covid19_en_colombia"), ("covid-19 hoy", "trend_covid19_hoy"), ("covid-19 bogota", "trend_covid19_bogota"),
        .. ((string[])["retail_and_recreation", "grocery_and_pharmacy", "parks", "transit_stations", "workplaces", "residential"]).Select(m => ($"{m}_percent_change_from_baseline", "mob_" + m)),
    ];

    /// <summary>The published test file of the last origin holds the whole series; its first rows are a warm-up.</summary>
    public static byte[] Bogota(IReadOnlyList<byte[]> source)
    {
        List<string[]> rows = TidyText.Csv(source[0]);
        int[] columns = [.. Features.Select(f => TidyText.Column(rows[0], f.Theirs))];
        if (rows.Count - 1 < Days)
        {
            throw new TidyException($"{Days} days or more are expected; there are {rows.Count - 1}");
        }

        return TidyText.Lines(rows.TakeLast(Days)
            .Select((row, t) => string.Join(',', [$"{t + 1}", $"{First.AddDays(t):yyyy-MM-dd}", .. columns.Select(c => TidyText.Number(row[c]).ToString("0"))]))
            .Prepend(string.Join(',', ["t", "date", .. Features.Select(f => f.Ours)])));
    }

    public static byte[] Contacts(IReadOnlyList<byte[]> source)
    {
        string text = Encoding.UTF8.GetString(source[0]).ReplaceLineEndings("\n");
        return text.StartsWith(',') ? Encoding.UTF8.GetBytes("age_group" + text) : throw new TidyException("a header that begins with an empty cell is expected");
    }

    public static byte[] BogotaAges(IReadOnlyList<byte[]> source) => Ages(source, "COL.14.79_1", "COL.14_1");

    public static byte[] MedellinAges(IReadOnlyList<byte[]> source) => Ages(source, "COL.2.68_1", "COL.2_1");

    private static byte[] Ages(IReadOnlyList<byte[]> source, string municipality, string department)
    {
        string[] line = TidyText.Words(source[0]).FirstOrDefault(w => w.Length >= 2 && w[0] == municipality) ?? throw new TidyException($"a row for {municipality} is expected");
        double total = TidyText.Number(line[1]);
        (string[] groups, Dictionary<string, string[]> counts) = AgeTable.Read(source[1]);
        double[] ages = counts.TryGetValue(department, out string[]? found) ? [.. found.Select(TidyText.Number)] : throw new TidyException($"rows for {department} are expected");
        double sum = ages.Sum();
        return TidyText.Lines(groups.Select((group, i) => $"{group},{Math.Round(total * ages[i] / sum):0},{TidyText.Decimals(ages[i] / sum, 6)}").Prepend("age_group,population,share"));
    }
}
