using NimmGen.Ir;

namespace NimmGen.Data.Tests;

public sealed class PanelTests
{
    private static Panel Towns()
    {
        using var folder = new Folder();
        return folder.Read().Panel!;
    }

    [Fact]
    public void Up_to_an_origin_nothing_later_is_seen_but_what_is_known_ahead()
    {
        Panel known = Towns().UpTo(new(2));
        Assert.Equal(3, known.StepCount);
        Assert.Equal([3, 0, 5, 2, double.NaN, double.NaN], known.Values("cases").ToArray());
        Assert.Equal([0.5, 0.1, 0.6, 0.2, double.NaN, double.NaN], known.Values("searches").ToArray());
        Assert.Equal([0, 0, 0, 0, 1, 1], known.Values("closed").ToArray());
        Assert.Equal([1000, 2000], known.Constant("population"));
    }

    [Fact]
    public void The_future_does_not_change_what_is_known_at_an_origin()
    {
        using var folder = new Folder();
        folder.Write("cases.csv", Folder.Csv.Replace("03,4,0.4", "03,77,8.8").Replace("03,1,0.3", "03,,"));
        Panel other = folder.Read().Panel!;
        Assert.NotEqual(Towns().ContentHash, other.ContentHash);
        Assert.Equal(Towns().UpTo(new(2)).ContentHash, other.UpTo(new(2)).ContentHash);
    }

    [Fact]
    public void A_slice_keeps_locations_and_constants()
    {
        Panel slice = Towns().Slice(1, 3);
        Assert.Equal([new DateOnly(2021, 1, 2), new DateOnly(2021, 1, 3)], slice.Times);
        Assert.Equal([5, 2, 4, 1], slice.Values("cases").ToArray());
        Assert.Equal([2, 1], slice.Series("cases", 1));
        Assert.Equal([1000, 2000], slice.Constant("population"));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Slice(1, 3));
    }

    [Fact]
    public void The_hash_is_of_the_content()
    {
        Panel towns = Towns();
        Assert.Equal(towns.ContentHash, Towns().ContentHash);
        Assert.Matches("^[0-9a-f]{64}$", towns.ContentHash);
        Assert.NotEqual(towns.ContentHash, towns.Slice(0, 2).ContentHash);
        Assert.NotEqual(towns.ContentHash, With(towns, towns.Card with { Licence = "other" }).ContentHash);
        Channel inThousands = towns.Channels[0] with { Unit = Unit.Parse("1/day") };
        Assert.NotEqual(towns.ContentHash, With(towns, towns.Card with { Channels = towns.Channels.SetItem(0, inThousands) }).ContentHash);
    }

    [Fact]
    public void Arrays_given_to_a_panel_may_be_changed_afterwards()
    {
        Panel towns = Towns();
        var values = towns.Channels.ToDictionary(c => c.Name, c => towns.Values(c.Name).ToArray());
        Panel copy = Panel.Create(towns.Card, towns.Locations, towns.Times, values);
        values["cases"][0] = 99;
        Assert.Equal(3, copy.At("cases", 0, 0));
    }

    [Fact]
    public void An_unknown_name_says_which_there_are()
    {
        Assert.Contains("cases, searches, closed", Assert.Throws<ArgumentException>(() => Towns().Series("deaths", 0)).Message);
        Assert.Contains("population", Assert.Throws<ArgumentException>(() => Towns().Constant("area")).Message);
    }

    private static Panel With(Panel panel, DataCard card) =>
        Panel.Create(card, panel.Locations, panel.Times, panel.Channels.ToDictionary(c => c.Name, c => panel.Values(c.Name).ToArray()), new Dictionary<string, double[]> { ["population"] = [.. panel.Constant("population")] });
}
