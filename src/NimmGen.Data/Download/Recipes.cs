using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>
/// Where the catalogue's files come from: public repositories at fixed commits. A file without a recipe has to be got by
/// hand, as its card's <see cref="DataCard.Source"/> says.
/// </summary>
internal static class Recipes
{
    private const string Raw = "https://raw.githubusercontent.com/";
    private const string GradAbm = Raw + "AdityaLab/GradABM/8d8bc08a439c2d67fb809aba17e60029a8fc5e5b/";
    private const string GradMetapopulation = Raw + "GuanZihan/GradMetapopulation/5aa5958e9942e78d27ccfb6a2ad7313dd0780cde/";
    private const string GradMetapopulationOld = Raw + "GuanZihan/GradMetapopulation/153ef9ad30f84a2836297e44080e45379fde6fb3/";
    private const string Patchflow = Raw + "NSSAC/patchflow-data/d58c8e691eef91ea3696e3af895c8fc3bf016f8b/data/v1.0/";
    private const string FluSight = Raw + "cdcepi/FluSight-forecast-hub/92469693f9114523f877d69edd5b9d084e7218ad/";

    // The site resolves the short names of commits, and sends on to the raw file.
    private const string Mpea = "https://github.com/CitrineInformatics/MPEA_dataset/raw/d31e2510cccc/MPEA_dataset.csv";
    private const string Magpie = "https://github.com/hackingmaterials/matminer/raw/8ddb18c74064/src/matminer/utils/data_files/magpie_elementdata/";

    public static ImmutableArray<DataRecipe> All { get; } =
    [
        new("influenza-usa/influenza_usa_states.csv", [GradAbm + "Data/Processed/flu_state_data.csv"], TidyInfluenza.States, "column names in lower case with underscores, X (not reported) left empty, sorted by region and week"),
        new(
            "influenza-usa/state_populations.csv",
            [GradAbm + "Data/ABM_parameters/table_population.csv", Patchflow + "USA/USA_admin1_population.patchsim", FluSight + "auxiliary-data/locations.csv"],
            TidyInfluenza.Populations, "three tables side by side, for the fifty states and DC"),
        new("influenza-usa/state_population_by_age16.csv", [GradMetapopulation + "Data/US/USA_admin1_population_agestrat.patchsim"], TidyInfluenza.Ages, "one row a state, one column an age group"),
        new(
            "influenza-usa/state_mobility_radiation_0.05.csv",
            [Patchflow + "USA/USA_admin1_radiation_constant_0.05_normalized.patchsim", Patchflow + "USA/USA_admin1_radiation_constant_0.05.csv"],
            TidyInfluenza.Mobility, "people and shares side by side, names of states instead of GADM's"),
        new("contact/contact_matrix_us_16x16.csv", [GradMetapopulation + "Data/US/contact_matrix_us.csv"], TidyCovid.Contacts, "the first column gets its header"),
        new("contact/contact_matrix_colombia_bogota_16x16.csv", [GradMetapopulationOld + "Data/Processed/contact_matrix_bogota.csv"], TidyCovid.Contacts, "the first column gets its header"),
        new("covid-bogota/covid_bogota_343d.csv", [GradMetapopulationOld + "Data/Processed/online/test_17_moving.csv"], TidyCovid.Bogota, "the 343 rows from 12 April 2020 on, with their dates and shorter names"),
        new("contact/population_age16_bogota_derived.csv", [.. Colombia], TidyCovid.BogotaAges, "the municipality's total times the age shares of its department"),
        new("contact/population_age16_medellin_derived.csv", [.. Colombia], TidyCovid.MedellinAges, "the municipality's total times the age shares of its department"),
        new("materials/mpea_fcc_by_formula_temperature.csv", [Mpea], source => TidyAlloys.Means(source, "FCC"), "single-phase FCC with a yield strength: means over the reports of one formula and temperature, atomic fractions"),
        new("materials/mpea_bcc_by_formula_temperature.csv", [Mpea], source => TidyAlloys.Means(source, "BCC"), "single-phase BCC with a yield strength: means over the reports of one formula and temperature, atomic fractions"),
        new("materials/elements_magpie.csv", [.. TidyAlloys.Properties.Select(p => $"{Magpie}{p}.table")], TidyAlloys.Elements, "one row an element, hydrogen to gold, one column a property"),
    ];

    private static IEnumerable<string> Colombia => [Patchflow + "COL/COL_admin2_population.patchsim", Patchflow + "COL/COL_admin1_population_agestrat.patchsim"];

    public static DataRecipe? Find(string path) => All.FirstOrDefault(r => r.Path == path);

    /// <summary>Files of a card that no recipe makes.</summary>
    public static IEnumerable<string> ByHand(DataCard card) => card.Files.Select(f => CardPaths.Below(card, f)).Where(p => Find(p) is null);

    /// <summary>The next step for whoever does not have the files of a card: the command where there is one, then the card's own words.</summary>
    public static string? HowToGet(DataCard card)
    {
        if (card.Simulated || Catalogue.Find(card.Name) is not { } known || known.Title != card.Title || Catalogue.IsEmbedded(known))
        {
            return card.Source;
        }

        string[] byHand = [.. ByHand(card)];
        return byHand.Length == 0
            ? $"run 'nimmgen data get {card.Name}'. {card.Source}"
            : $"run 'nimmgen data get {card.Name}', which fetches all but {string.Join(", ", byHand)}. {card.Source}";
    }
}
