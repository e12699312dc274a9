namespace NimmGen.Data.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void The_catalogue_holds_its_data_sets() =>
        Assert.Equal(["alloys-bcc", "alloys-fcc", "boarding-school", "covid-bogota", "covid-medellin", "influenza-usa", "lung-cancer", "lung-cancer-chemo", "lung-cancer-chemo-radio", "mrsa-virginia"], Catalogue.All.Select(c => c.Name));

    [Fact]
    public void The_boarding_school_needs_no_files()
    {
        ReadResult result = Catalogue.Read("boarding-school", null, _ => null);
        Assert.Empty(result.Diagnostics);
        Panel panel = result.Panel!;
        Assert.Equal([3, 8, 26, 76, 225, 298, 258, 233, 189, 128, 68, 29, 14, 4], panel.Series("in_bed", 0));
        Assert.Equal(new DateOnly(1978, 1, 22), panel.Times[0]);
        Assert.Equal(new DateOnly(1978, 2, 4), panel.Times[^1]);
        Assert.Equal([763], panel.Constant("population"));
        Assert.All(panel.Card.Windows!.TestOrigins, o => Assert.InRange(o.TrainSteps + panel.Card.Windows.Horizon, panel.Card.Windows.MinTrainSteps + 1, panel.StepCount));
    }

    [Fact]
    public void The_boarding_school_carries_two_literature_values_of_R0_and_infectious_period()
    {
        foreach (string quantity in (string[])["basic reproduction number", "infectious period"])
        {
            LiteratureRange[] ranges = [.. Catalogue.Default.Literature.Where(l => l.Name == quantity)];
            Assert.Equal(2, ranges.Length);
            Assert.Equal(2, ranges.Select(r => r.Source).Distinct().Count());
        }
    }

    [Fact]
    public void What_is_simulated_says_so_in_its_title_and_needs_no_files()
    {
        DataCard[] simulated = [.. Catalogue.All.Where(c => c.Simulated)];
        Assert.Equal(4, simulated.Length);
        Assert.All(simulated, card =>
        {
            Assert.Contains("simulated", card.Title);
            ReadResult result = Catalogue.Read(card.Name, null, _ => null);
            Assert.Empty(result.Diagnostics);
            Assert.Equal(card.Title, result.Panel!.Card.Title);
        });
    }

    [Fact]
    public void Only_the_default_is_embedded() =>
        Assert.Equal(["boarding-school"], Catalogue.All.Where(Catalogue.IsEmbedded).Select(c => c.Name));

    [Fact]
    public void The_option_goes_before_the_variable()
    {
        Assert.Equal("a", DataRoot.Find("a", _ => "b"));
        Assert.Equal("b", DataRoot.Find(null, _ => "b"));
        Assert.Null(DataRoot.Find(" ", _ => ""));
    }
}
