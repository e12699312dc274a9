namespace NimmGen.Data.Tests;

public sealed class WindowsTests
{
    private static readonly Windows Covid = Catalogue.Find("covid-bogota")!.Windows!;

    [Fact]
    public void Validation_ends_before_the_first_test_origin()
    {
        Assert.Equal([245, 252, 259, 266], Covid.ValidationOrigins(4).Select(o => o.TrainSteps));
        foreach (Windows windows in Catalogue.All.Select(c => c.Windows).OfType<Windows>())
        {
            Assert.NotEmpty(windows.ValidationOrigins());
            Assert.All(windows.ValidationOrigins(20), o => Assert.True(o.TrainSteps + windows.Horizon <= windows.FirstTest.TrainSteps && o.TrainSteps >= windows.MinTrainSteps));
        }
    }

    [Fact]
    public void The_last_four_horizons_are_covered_weekly()
    {
        var origins = Covid.ValidationOriginsOver(4);
        Assert.Equal(294 - 4 * 28, origins[0].TrainSteps);
        Assert.Equal(266, origins[^1].TrainSteps);
        Assert.Equal(13, origins.Length);
    }

    [Fact]
    public void Spacing_can_be_given_and_early_origins_do_not_exist()
    {
        Assert.Equal([210, 238, 266], Covid.ValidationOrigins(3, 28).Select(o => o.TrainSteps));
        Assert.Equal([70, 98], Covid.ValidationOrigins(100, 28).Select(o => o.TrainSteps).Take(2));
        Windows early = new() { Horizon = 4, TestOrigins = [new(9), new(10)], MinTrainSteps = 4 };
        Assert.Equal([4, 5], early.ValidationOrigins().Select(o => o.TrainSteps));
    }

    [Fact]
    public void Training_expands_or_keeps_its_length()
    {
        Assert.Equal(0, Covid.TrainStart(new(315)));
        Windows constant = Covid with { TrainLength = 294 };
        Assert.Equal(21, constant.TrainStart(new(315)));
        Assert.Equal(0, constant.TrainStart(new(200)));
    }
}
