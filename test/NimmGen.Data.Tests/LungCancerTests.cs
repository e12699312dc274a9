namespace NimmGen.Data.Tests;

public sealed class LungCancerTests
{
    // One-step persistence, mean square over patients, 60 days (the first counts as zero) and states. The benchmark's
    // figures are one draw of 1000 patients each; the standard deviation of a draw, measured over 24 seeds of an
    // independent program, is about 9 with chemotherapy, 11 with both, and 30 without. The mean over 10 seeds must lie
    // within 3 standard deviations of a draw.
    [Theory]
    [InlineData(LungCancerScenario.None, 2574, 90)]
    [InlineData(LungCancerScenario.Chemotherapy, 343, 28)]
    [InlineData(LungCancerScenario.ChemoRadiotherapy, 413, 33)]
    public void Persistence_has_the_documented_error(LungCancerScenario scenario, double documented, double tolerance) =>
        Assert.Equal(documented, Enumerable.Range(0, 10).Average(seed => Persistence(LungCancerSimulator.Simulate(scenario, seed))), tolerance);

    [Fact]
    public void Every_step_replays_the_published_equations()
    {
        Panel panel = LungCancerSimulator.Simulate(LungCancerScenario.ChemoRadiotherapy, seed: 3, patients: 50);
        for (int i = 0; i < panel.LocationCount; i++)
        {
            for (int t = 1; t < panel.StepCount; t++)
            {
                double v = panel.At("tumour_volume", t - 1, i), c = panel.At("drug_concentration", t - 1, i);
                double chemo = panel.At("chemo_dose", t - 1, i), radio = panel.At("radio_dose", t - 1, i);
                double change = 0.01453 * Math.Log(14137.166941 / v) - 0.028 * c - 0.0398 * radio - 0.00398 * radio * radio;
                // Rounding only: the same sums in another order.
                Assert.Equal(v * (1 + change), panel.At("tumour_volume", t, i), 1e-9);
                Assert.Equal(0.5 * c + chemo, panel.At("drug_concentration", t, i), 1e-12);
            }
        }
    }

    [Fact]
    public void Initial_volumes_fill_their_range_and_doses_are_all_or_nothing()
    {
        Panel panel = LungCancerSimulator.Simulate(LungCancerScenario.ChemoRadiotherapy, seed: 1);
        Assert.Equal((1000, 60), (panel.LocationCount, panel.StepCount));
        double[] start = panel.Values("tumour_volume")[..1000].ToArray();
        Assert.All(start, v => Assert.InRange(v, 0.014165261814709135, 1149.8958812607506));
        // The mean of 1000 uniform draws has standard error 10.5; five of them.
        Assert.Equal(574.955, start.Average(), 52.5);
        Assert.All(panel.Values("drug_concentration")[..1000].ToArray(), c => Assert.Equal(0, c));
        Assert.Equal([0, 5], panel.Values("chemo_dose").ToArray().Distinct().Order());
        Assert.Equal([0, 2], panel.Values("radio_dose").ToArray().Distinct().Order());
        Assert.All(panel.Values("tumour_volume").ToArray(), v => Assert.True(v > 0));
    }

    [Fact]
    public void A_tumour_of_half_the_lethal_diameter_is_treated_every_other_day() =>
        Assert.Equal(0.5, LungCancerSimulator.TreatmentProbability(Math.PI / 6 * 6.5 * 6.5 * 6.5), 1e-12);

    [Fact]
    public void A_seed_gives_the_same_patients_and_another_gives_others()
    {
        Assert.Equal(LungCancerSimulator.Simulate(LungCancerScenario.Chemotherapy, 7, 20).ContentHash, LungCancerSimulator.Simulate(LungCancerScenario.Chemotherapy, 7, 20).ContentHash);
        Assert.NotEqual(LungCancerSimulator.Simulate(LungCancerScenario.Chemotherapy, 7, 20).ContentHash, LungCancerSimulator.Simulate(LungCancerScenario.Chemotherapy, 8, 20).ContentHash);
    }

    [Fact]
    public void Actions_are_known_ahead_and_states_are_not()
    {
        Panel known = LungCancerSimulator.Simulate(LungCancerScenario.ChemoRadiotherapy, 1, 10).UpTo(new(30));
        Assert.Equal(double.NaN, known.At("tumour_volume", 30, 0));
        Assert.False(double.IsNaN(known.At("radio_dose", 59, 0)));
        Assert.True(known.Card.Simulated);
    }

    private static double Persistence(Panel panel)
    {
        string[] states = [.. panel.Card.Targets.Select(c => c.Name)];
        double sum = 0;
        foreach (string state in states)
        {
            ReadOnlySpan<double> values = panel.Values(state);
            for (int i = panel.LocationCount; i < values.Length; i++)
            {
                sum += Math.Pow(values[i] - values[i - panel.LocationCount], 2);
            }
        }

        return sum / (states.Length * panel.StepCount * panel.LocationCount);
    }
}
