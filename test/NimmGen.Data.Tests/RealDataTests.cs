namespace NimmGen.Data.Tests;

/// <summary>The reader and the windows against figures computed from the same files by other programs (the benchmark's table of naive forecasts).</summary>
public sealed class RealDataTests
{
    [Theory]
    [InlineData("covid-bogota", 678_189, 14_213, 6_908_193)]
    [InlineData("covid-medellin", 204_016, 3_680, 2_092_918)]
    public void A_covid_city_has_eleven_features_and_the_documented_totals(string name, double cases, double deaths, double population)
    {
        Panel panel = TestData.Read(name);
        Assert.Equal((343, 1, 11), (panel.StepCount, panel.LocationCount, panel.Channels.Length));
        Assert.Equal(new DateOnly(2020, 4, 12), panel.Times[0]);
        Assert.Equal(new DateOnly(2021, 1, 30), panel.Times[293]);
        Assert.Equal(cases, panel.Series("cases", 0).Sum());
        Assert.Equal(deaths, panel.Series("deaths", 0).Sum());
        Assert.Equal([population], panel.Constant("population"));
        Assert.Empty(panel.Imputed);
    }

    [Fact]
    public void Files_are_those_the_cards_were_written_for()
    {
        foreach (DataCard card in Catalogue.All.Where(c => !Catalogue.IsEmbedded(c) && !c.Simulated))
        {
            Assert.DoesNotContain(Catalogue.Read(card.Name, TestData.Root()).Diagnostics, d => d.Code == "ND0016");
        }
    }

    [Fact]
    public void Influenza_is_a_percentage_of_51_regions_and_Florida_never_reported()
    {
        ReadResult result = Catalogue.Read("influenza-usa", TestData.Root());
        Panel panel = result.Panel!;
        Assert.Equal((191, 51, 15), (panel.StepCount, panel.LocationCount, panel.Channels.Length));
        Assert.Equal("percent", panel.Card.Targets.Single().Unit.ToString());
        int florida = panel.Locations.IndexOf("FL");
        Assert.All(panel.Series("ili", florida), v => Assert.Equal(double.NaN, v));
        Assert.Equal(50 * 191, panel.Values("ili").ToArray().Count(v => !double.IsNaN(v)));
        Assert.Equal(("ND0022", DataSeverity.Warning), result.Diagnostics.Select(d => (d.Code, d.Severity)).Single());
        Assert.Equal(731_545, panel.Constant("population")[panel.Locations.IndexOf("AK")]);
        Assert.Equal(new DateOnly(2017, 8, 20), panel.Times[0]);
        Assert.Equal(new DateOnly(2021, 4, 11), panel.Times[190]);
    }

    [Theory]
    [InlineData("covid-bogota", 631_402, 80_474)]
    [InlineData("covid-medellin", 194_356, 0)]
    public void A_covid_city_has_sixteen_ages_and_the_contacts_of_each(string name, double youngest, double oldest)
    {
        Panel panel = TestData.Read(name);
        Axis age = Assert.Single(panel.Axes);
        Assert.Equal(16, age.Labels.Length);
        Assert.Equal([youngest], panel.Constant("population", "00-05"));
        Assert.Equal(panel.Constant("population")[0], age.Labels.Sum(l => panel.Constant("population", l)[0]));
        if (oldest > 0)
        {
            Assert.Equal([oldest], panel.Constant("population", "75+"));
        }

        PanelMatrix contacts = panel.Matrix("contacts");
        Assert.Equal((age.Name, age.Name, Normalisation.Columns), (contacts.RowAxis, contacts.ColumnAxis, contacts.Normalisation));
        Assert.Equal(256, contacts.Values.Length);
        Assert.Equal(0.12307656439155074, contacts[1, 0]);
        Assert.All(Enumerable.Range(0, 16), j => Assert.Equal(1, Enumerable.Range(0, 16).Sum(i => contacts[i, j]), 1e-12));
        // Rows do not: a matrix read the wrong way round would show here.
        Assert.Contains(Enumerable.Range(0, 16), i => Math.Abs(Enumerable.Range(0, 16).Sum(j => contacts[i, j]) - 1) > 0.1);
    }

    [Fact]
    public void Influenza_has_ages_contacts_and_the_journeys_of_51_regions()
    {
        Panel panel = TestData.Read("influenza-usa");
        // The sum of state_population_by_age16.csv by another program.
        Assert.Equal(307_756_543, panel.Constant("population_by_age").Sum());
        Assert.Equal(304_577, panel.Constant("population_by_age", "00-05")[panel.Locations.IndexOf("AL")]);
        PanelMatrix mobility = panel.Matrix("mobility");
        Assert.Equal((51, 51, 2_518), (mobility.Rows.Length, mobility.Columns.Length, mobility.Values.Length));
        Assert.Equal(panel.Locations, mobility.Rows);
        int al = panel.Locations.IndexOf("AL"), ms = panel.Locations.IndexOf("MS"), wy = panel.Locations.IndexOf("WY");
        Assert.Equal(0.019249807420573417, mobility[al, ms]);
        Assert.Equal(0.9500011369351795, mobility.Dense[wy * 51 + wy]);
        Assert.All(Enumerable.Range(0, 51), i => Assert.Equal(1, Enumerable.Range(0, 51).Sum(j => mobility[i, j]), 1e-6));
        Assert.Equal(Normalisation.Columns, panel.Matrix("contacts").Normalisation);
    }

    // Counts: PROVENANCE of the files and the cards' notes. Descriptors: computed by another program from the same two files.
    [Theory]
    [InlineData("alloys-fcc", 62, 61, 62, 1272)]
    [InlineData("alloys-bcc", 264, 110, 40.0, 2475.41)]
    public void Alloys_are_selected_as_the_card_says(string name, int samples, int formulas, double least, double most)
    {
        Panel panel = TestData.Read(name);
        Assert.Equal((samples, 1), (panel.LocationCount, panel.StepCount));
        Assert.Equal(formulas, panel.SampleGroups.Distinct().Count());
        double[] strength = panel.Values("yield_strength").ToArray();
        Assert.Equal((least, most), (strength.Min(), strength.Max()));
        Assert.All(panel.Channels, c => Assert.DoesNotContain(panel.Values(c.Name).ToArray(), double.IsNaN));
        string[] fractions = [.. panel.Channels.Select(c => c.Name).Where(n => n.StartsWith("fraction_", StringComparison.Ordinal))];
        Assert.All(Enumerable.Range(0, samples), l => Assert.Equal(1, fractions.Sum(f => panel.At(f, 0, l)), 1e-5));
        Assert.Contains(panel.Card.Notes, n => n.Contains($"{samples} samples of {formulas} formulas", StringComparison.Ordinal));
    }

    [Fact]
    public void Descriptors_agree_with_another_program()
    {
        Panel fcc = TestData.Read("alloys-fcc"), bcc = TestData.Read("alloys-bcc");
        int alloy = fcc.Locations.IndexOf("Al0.25 Co1 Fe1 Ni1, 25.0"), senkov = bcc.Locations.IndexOf("Hf1 Nb1 Ta1 Ti1 Zr1, 25.0");
        // Rounding only: the same sums in another order.
        Assert.Equal(10.896923076923077, fcc.At("atomic_volume_mean", 0, alloy), 1e-12);
        Assert.Equal(1.6246556303290134, fcc.At("atomic_volume_deviation", 0, alloy), 1e-12);
        Assert.Equal(1704.7284615384615, fcc.At("melting_temperature_mean", 0, alloy), 1e-9);
        Assert.Equal(2.0235302212255237, fcc.At("d_electrons_deviation", 0, alloy), 1e-12);
        Assert.Equal(2.542804750664116, bcc.At("atomic_volume_deviation", 0, senkov), 1e-12);
        Assert.Equal(2.6, bcc.At("d_electrons_mean", 0, senkov), 1e-12);
        Assert.Equal(298.15, bcc.At("temperature", 0, senkov));
        // Tantalum 3290 K, titanium 1941 K.
        Assert.Equal(3290 - 1941, bcc.At("melting_temperature_range", 0, senkov), 1e-9);
    }

    // Tolerance: half a unit of the last printed digit.
    [Theory]
    [InlineData("covid-bogota", 810.8, 446.2, 327.5, 182.0, 441.6)]
    [InlineData("covid-medellin", 119.3, 76.9, 117.4, 260.6, 143.6)]
    public void Last_value_has_the_documented_error_on_the_test_windows(string name, double first, double second, double third, double fourth, double mean)
    {
        double[] errors = AggregateErrors(TestData.Read(name), "cases");
        double[] documented = [first, second, third, fourth];
        Assert.All(errors.Zip(documented), e => Assert.Equal(e.Second, e.First, 0.0501));
        Assert.Equal(mean, errors.Average(), 0.0501);
    }

    [Fact]
    public void Influenza_last_value_has_the_documented_errors()
    {
        Panel panel = TestData.Read("influenza-usa");
        // The benchmark's 8.93 is of the printed 9-week windows; over the stated horizon of 8 weeks it is 9.08.
        Assert.Equal(8.93, AggregateErrors(panel, "ili").Average(), 0.00501);
        Assert.Equal(9.08, AggregateErrors(panel, "ili", 8).Average(), 0.00501);
        double[] pooled = [.. panel.Card.Windows!.TestOrigins.Select(o => Error(panel, "ili", o, [.. Enumerable.Range(0, 51).Select(l => (int[])[l])], 8))];
        // Half a unit of the last printed digit, and a little more: the third, 0.32148, was printed 0.322 after being rounded twice.
        Assert.All(pooled.Zip([0.494, 0.371, 0.322, 0.296]), e => Assert.Equal(e.Second, e.First, 0.00055));
        Assert.Equal(0.371, pooled.Average(), 0.000501);
    }

    private static double[] AggregateErrors(Panel panel, string channel, int? horizon = null) =>
        [.. panel.Card.Windows!.TestOrigins.Select(o => Error(panel, channel, o, [[.. Enumerable.Range(0, panel.LocationCount)]], horizon))];

    // Root mean square over groups and horizon of last value minus observed; a group is summed over its observed locations.
    private static double Error(Panel panel, string channel, Origin origin, int[][] groups, int? horizon = null)
    {
        Panel known = panel.UpTo(origin);
        double sum = 0;
        int count = 0;
        foreach (int[] group in groups.Select(g => g.Where(l => !double.IsNaN(panel.At(channel, 0, l))).ToArray()).Where(g => g.Length > 0))
        {
            double last = group.Sum(l => known.At(channel, origin.TrainSteps - 1, l));
            for (int t = origin.TrainSteps; t < origin.TrainSteps + (horizon ?? panel.Card.Windows!.Horizon); t++, count++)
            {
                sum += Math.Pow(last - group.Sum(l => panel.At(channel, t, l)), 2);
            }
        }

        return Math.Sqrt(sum / count);
    }
}
