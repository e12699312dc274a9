using System.Text;

namespace NimmGen.Data;

/// <summary>Recipes of influenza-usa.</summary>
internal static class TidyInfluenza
{
    // GADM numbers the regions of a country by their names in alphabetical order: USA.n_1 is the n-th of these.
    private static readonly (string Code, string Name)[] Regions =
    [
        ("AL", "Alabama"), ("AK", "Alaska"), ("AZ", "Arizona"), ("AR", "Arkansas"), ("CA", "California"), ("CO", "Colorado"), ("CT", "Connecticut"), ("DE", "Delaware"), ("DC", "District of Columbia"),
        ("FL", "Florida"), ("GA", "Georgia"), ("HI", "Hawaii"), ("ID", "Idaho"), ("IL", "Illinois"), ("IN", "Indiana"), ("IA", "Iowa"), ("KS", "Kansas"), ("KY", "Kentucky"), ("LA", "Louisiana"), ("ME", "Maine"),
        ("MD", "Maryland"), ("MA", "Massachusetts"), ("MI", "Michigan"), ("MN", "Minnesota"), ("MS", "Mississippi"), ("MO", "Missouri"), ("MT", "Montana"), ("NE", "Nebraska"), ("NV", "Nevada"), ("NH", "New Hampshire"),
        ("NJ", "New Jersey"), ("NM", "New Mexico"), ("NY", "New York"), ("NC", "North Carolina"), ("ND", "North Dakota"), ("OH", "Ohio"), ("OK", "Oklahoma"), ("OR", "Oregon"), ("PA", "Pennsylvania"), ("RI", "Rhode Island"),
        ("SC", "South Carolina"), ("SD", "South Dakota"), ("TN", "Tennessee"), ("TX", "Texas"), ("UT", "Utah"), ("VT", "Vermont"), ("VA", "Virginia"), ("WA", "Washington"), ("WV", "West Virginia"), ("WI", "Wisconsin"), ("WY", "Wyoming"),
    ];

    public static byte[] States(IReadOnlyList<byte[]> source)
    {
        List<string[]> rows = TidyText.Csv(source[0]);
        int region = TidyText.Column(rows[0], "region"), week = TidyText.Column(rows[0], "epiweek"), ili = TidyText.Column(rows[0], "ili");
        foreach (string[] row in rows.Skip(1).Where(r => r[ili] == "X"))
        {
            row[ili] = "";
        }

        return TidyText.Lines(rows.Skip(1).OrderBy(r => r[region], StringComparer.Ordinal).ThenBy(r => r[week], StringComparer.Ordinal)
            .Prepend([.. rows[0].Select(Snake)]).Select(r => string.Join(',', r)));
    }

    public static byte[] Populations(IReadOnlyList<byte[]> source)
    {
        List<string[]> census = TidyText.Csv(source[0]), flusight = TidyText.Csv(source[2]);
        int count = TidyText.Column(census[0], "PopulationEstimate2019");
        int code = TidyText.Column(flusight[0], "abbreviation"), fips = TidyText.Column(flusight[0], "location"), population = TidyText.Column(flusight[0], "population");
        var counts = census.Skip(1).ToDictionary(r => r[0], r => r[count]);
        var grid = TidyText.Words(source[1]).ToDictionary(w => w[0], w => w[1]);
        var locations = flusight.Skip(1).ToDictionary(r => r[code]);
        return TidyText.Lines(Regions.Select((r, i) => (r.Code, r.Name, Gadm: Gadm(i))).OrderBy(r => r.Code, StringComparer.Ordinal)
            .Select(r => string.Join(',', r.Code, r.Name, Of(locations, r.Code)[fips], r.Gadm, Of(counts, r.Code), Of(grid, r.Gadm), Of(locations, r.Code)[population]))
            .Prepend("region,name,fips,gadm_id,population_2019_census,population_2020_gpw_patchflow,population_flusight_2024"));
    }

    public static byte[] Ages(IReadOnlyList<byte[]> source)
    {
        (string[] groups, Dictionary<string, string[]> counts) = AgeTable.Read(source[0]);
        return TidyText.Lines(Regions.Select((r, i) => string.Join(',', [r.Code, r.Name, Gadm(i), .. Of(counts, Gadm(i))]))
            .Prepend(string.Join(',', ["region", "name", "gadm_id", .. groups])));
    }

    public static byte[] Mobility(IReadOnlyList<byte[]> source)
    {
        var people = TidyText.Words(source[1]).Where(w => w.Length >= 3).ToLookup(w => (w[0], w[1]), w => w[2]);
        return TidyText.Lines(TidyText.Words(source[0]).Select(w => w.Length == 4 && people[(w[0], w[1])].FirstOrDefault() is { } count
                ? string.Join(',', Code(w[0]), Code(w[1]), count, w[3])
                : throw new TidyException($"a line of origin, destination, 0 and share, with its number of people, is expected; there is '{string.Join(' ', w)}'"))
            .Prepend("origin,destination,people_per_day,normalized_flow"));
    }

    private static string Gadm(int index) => $"USA.{index + 1}_1";

    private static string Code(string gadm) =>
        gadm.Split('.', '_') is ["USA", var number, "1"] && int.TryParse(number, out int n) && n >= 1 && n <= Regions.Length ? Regions[n - 1].Code : throw new TidyException($"a region USA.1_1 to USA.51_1 is expected instead of '{gadm}'");

    private static T Of<T>(Dictionary<string, T> table, string key) => table.TryGetValue(key, out T? value) ? value : throw new TidyException($"a row for {key} is expected");

    private static string Snake(string header)
    {
        var name = new StringBuilder();
        foreach (char c in header.ToLowerInvariant())
        {
            name.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        return name.ToString();
    }
}
