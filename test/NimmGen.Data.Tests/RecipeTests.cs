using System.Security.Cryptography;
using System.Text;

namespace NimmGen.Data.Tests;

/// <summary>
/// The recipes make our files of the public ones. The public files are rebuilt here from ours in the layout that their first
/// pages show (read in the repositories at the commits named); the result must be our file, byte for byte.
/// </summary>
public sealed class RecipeTests
{
    [Fact]
    public void Influenza_is_renamed_sorted_and_its_unreported_state_left_empty()
    {
        string[] ours = Lines("influenza-usa/influenza_usa_states.csv");
        const string Theirs = "region,epiweek,year,month,symptom:Fever,symptom:Low-grade fever,symptom:Cough,symptom:Sore throat,symptom:Headache,symptom:Fatigue,symptom:Vomiting,symptom:Diarrhea,symptom:Shortness of breath,symptom:Chest pain,symptom:Dizziness,symptom:Confusion,symptom:Generalized tonic–clonic seizure,symptom:Weakness,ili";
        Makes("influenza-usa/influenza_usa_states.csv", Text(ours.Skip(1).Select(l => l.EndsWith(',') ? l + "X" : l).Reverse().Prepend(Theirs)));
    }

    [Fact]
    public void Contacts_get_a_header()
    {
        foreach (string path in (string[])["contact/contact_matrix_us_16x16.csv", "contact/contact_matrix_colombia_bogota_16x16.csv"])
        {
            Makes(path, Encoding.UTF8.GetBytes(File.ReadAllText(Full(path))["age_group".Length..]));
        }
    }

    [Fact]
    public void Bogota_begins_on_12_April_2020()
    {
        const string Theirs = "cases,deaths,covid-19 en colombia,covid-19 hoy,covid-19 bogota,retail_and_recreation_percent_change_from_baseline,grocery_and_pharmacy_percent_change_from_baseline,parks_percent_change_from_baseline,transit_stations_percent_change_from_baseline,workplaces_percent_change_from_baseline,residential_percent_change_from_baseline";
        IEnumerable<string> warmUp = Enumerable.Repeat("1,0,14,7,8,4.0,4.0,-2.0,2.0,2.0,2.0", 34);
        IEnumerable<string> rows = Lines("covid-bogota/covid_bogota_343d.csv").Skip(1).Select(l => l.Split(',')).Select(c => string.Join(',', [.. c[2..7], .. c[7..].Select(m => m + ".0")]));
        Makes("covid-bogota/covid_bogota_343d.csv", Text([Theirs, .. warmUp, .. rows]));
    }

    [Fact]
    public void Ages_of_the_cities_are_the_shares_of_their_departments()
    {
        byte[] totals = Text(Lines("contact/population_colombia_admin2.csv").Skip(1).Select(l => l.Replace(',', ' ')));
        string[] ages = Lines("contact/population_age16_colombia_admin1.csv");
        byte[] byAge = Long(ages, skipped: 1);
        Makes("contact/population_age16_bogota_derived.csv", totals, byAge);
        Makes("contact/population_age16_medellin_derived.csv", totals, byAge);
    }

    [Fact]
    public void Populations_and_journeys_of_the_states_are_put_side_by_side()
    {
        string[][] ours = [.. Lines("influenza-usa/state_populations.csv").Skip(1).Select(l => l.Split(','))];
        Makes(
            "influenza-usa/state_populations.csv",
            Text(ours.Select(r => $"{r[0]},{r[4]},1.5").Append("AS,55197,").Prepend("region,PopulationEstimate2019,PopulationDensity2010")),
            Text(ours.Select(r => $"{r[3]} {r[5]}")),
            Text(ours.Select(r => $"{r[0]},{r[2]},{r[1]},{r[6]},1").Prepend("abbreviation,location,location_name,population,count_rate1")));
        Makes("influenza-usa/state_population_by_age16.csv", Long([.. Lines("influenza-usa/state_population_by_age16.csv").Select(l => string.Join(',', l.Split(',')[2..]))], skipped: 1));

        var gadm = ours.ToDictionary(r => r[0], r => r[3]);
        string[][] journeys = [.. Lines("influenza-usa/state_mobility_radiation_0.05.csv").Skip(1).Select(l => l.Split(','))];
        Makes(
            "influenza-usa/state_mobility_radiation_0.05.csv",
            Text(journeys.Select(j => $"{gadm[j[0]]} {gadm[j[1]]} 0 {j[3]}")),
            Text(journeys.Reverse().Select(j => $"{gadm[j[0]]},{gadm[j[1]]},{j[2]},0").Prepend("source,target,flow,day")));
    }

    [Fact]
    public void Alloys_are_averaged_and_elements_gathered()
    {
        // The copy of the whole data set differs from the public file in its header, and in blanks within titles.
        string[] theirs = ["IDENTIFIER: Reference ID", "FORMULA", "PROPERTY: Microstructure", .. Enumerable.Range(3, 7).Select(i => $"PROPERTY {i}"), "PROPERTY: Test temperature ($^\\circ$C)", "PROPERTY: YS (MPa)", .. Enumerable.Range(12, 11).Select(i => $"PROPERTY {i}")];
        byte[] mpea = Encoding.UTF8.GetBytes(string.Join(',', theirs) + "\n" + File.ReadAllText(Full("materials/mpea_full.csv")).Split('\n', 2)[1]);
        Makes("materials/mpea_fcc_by_formula_temperature.csv", mpea);
        Makes("materials/mpea_bcc_by_formula_temperature.csv", mpea);

        string[][] elements = [.. Lines("materials/elements_magpie.csv").Select(l => l.Split(','))];
        Makes("materials/elements_magpie.csv", [.. Enumerable.Range(2, elements[0].Length - 2).Select(c => Encoding.UTF8.GetBytes(string.Concat(elements.Skip(1).Select(r => r[c].Length == 0 ? "Missing\n" : $" {r[c]} \n")) + "Missing\n"))]);
    }

    [Fact]
    public void Every_file_of_a_card_has_a_recipe_or_its_card_says_how_to_get_it()
    {
        foreach (DataCard card in Catalogue.All.Where(c => !c.Simulated && !Catalogue.IsEmbedded(c)))
        {
            string[] byHand = [.. Recipes.ByHand(card)];
            Assert.Equal(card.Name == "covid-medellin" ? ["covid-medellin/covid_medellin_343d.csv"] : [], byHand);
            Assert.All(byHand, path => Assert.Contains(Path.GetFileName(path), card.Source));
            Assert.All(card.Files, f => Assert.NotNull(f.Sha256));
        }

        Assert.All(Recipes.All.SelectMany(r => r.Addresses), a => Assert.Matches("^https://(raw.githubusercontent.com|github.com)/[^/]+/[^/]+/", a));
        Assert.All(Recipes.All, r => Assert.Contains(Catalogue.All.SelectMany(c => c.Files.Select(f => CardPaths.Below(c, f))), p => p == r.Path));
    }

    [Theory]
    [InlineData("influenza-usa/influenza_usa_states.csv", "a,b\n1,2\n", "a column 'region' is expected; there are: a, b")]
    [InlineData("covid-bogota/covid_bogota_343d.csv", "", "a table with a header and rows")]
    [InlineData("contact/contact_matrix_us_16x16.csv", "x,y\n", "a header that begins with an empty cell")]
    [InlineData("influenza-usa/state_population_by_age16.csv", "USA.1_1 00-05 3\n", "there are 1 groups")]
    [InlineData("materials/elements_magpie.csv", "1\n", "AtomicWeight.table with 79 lines")]
    public void A_source_of_another_layout_is_told(string path, string text, string expected)
    {
        DataRecipe recipe = Recipes.Find(path)!;
        byte[][] sources = [.. recipe.Addresses.Select(_ => Encoding.UTF8.GetBytes(text))];
        Assert.Contains(expected, Assert.Throws<TidyException>(() => recipe.Tidy(sources)).Message);
    }

    private static void Makes(string path, params byte[][] sources)
    {
        DataRecipe recipe = Recipes.Find(path)!;
        Assert.Equal(recipe.Addresses.Length, sources.Length);
        byte[] made = recipe.Tidy(sources);
        if (Hash(made) != Hash(File.ReadAllBytes(Full(path))))
        {
            Assert.Equal(File.ReadAllText(Full(path)), Encoding.UTF8.GetString(made));
        }

        DataFile file = Catalogue.All.SelectMany(c => c.Files.Where(f => CardPaths.Below(c, f) == path)).First();
        Assert.Equal(file.Sha256, Hash(made));
    }

    private static byte[] Long(string[] table, int skipped)
    {
        string[] header = table[0].Split(',');
        return Text(table.Skip(1).Select(l => l.Split(',')).SelectMany(r => r.Skip(skipped).Select((count, g) => $"{r[0]} {header[g + skipped]} {count}")));
    }

    private static byte[] Text(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));

    private static string[] Lines(string path) => File.ReadAllLines(Full(path));

    private static string Full(string path) => Path.Combine(TestData.Root(), path);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
