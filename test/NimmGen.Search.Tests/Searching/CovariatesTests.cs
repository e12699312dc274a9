using System.Collections.Immutable;
using System.Text.Json;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Search.Tests.Searching;

/// <summary>Which series of the data a run file keeps beside the target.</summary>
public sealed class CovariatesTests
{
    private static readonly Unit People = Unit.Of("people"), Percent = Unit.Of("percent");

    [Fact]
    public void First_what_the_mechanism_names_then_by_the_card_what_its_network_reads_and_four_at_most()
    {
        ImmutableArray<CovariateSeries> kept = Covariates.Of(Task(), Model("mobilityWork", "population", "cases"), "CalibNN");
        Assert.Equal(["mobility_work", "deaths", "mobility_home", "trend"], kept.Select(c => c.Name));
        Assert.Equal([true, false, false, false], kept.Select(c => c.InMechanism));
        Assert.Equal([false, false, false, true], kept.Select(c => c.KnownAhead));
        Assert.Equal(Percent, kept[0].Unit);

        // Two places, the second of which is 10 more; where one has no value the other counts, where none has there is a gap.
        Assert.Equal(63, kept[0].Values.Length);
        Assert.Equal(6, kept[0].Values[1]);
        Assert.Equal(2, kept[0].Values[2]);
        Assert.True(double.IsNaN(kept[0].Values[3]));
    }

    [Fact]
    public void A_free_path_reads_nothing_but_what_its_mechanism_names()
    {
        Assert.Equal(["mobility_work"], Covariates.Of(Task(), Model("mobility_work", "mobilityWork"), FreePathCalibrator.Name).Select(c => c.Name));
        Assert.Empty(Covariates.Of(Task(), Model(), FreePathCalibrator.Name));

        // Without a neural parameter there is no network to read anything.
        Assert.Empty(Covariates.Of(Task(), Model() with { Symbols = [] }, "CalibNN"));
    }

    [Fact]
    public void Of_patients_what_is_planned_is_known_ahead_and_states_are_targets()
    {
        ForecastTask task = TaskCatalogue.Find("lung-cancer-chemo", null).Task!;
        CovariateSeries dose = Assert.Single(Covariates.Of(task, Model("chemoDose"), FreePathCalibrator.Name), c => c.Name == "chemo_dose");
        Assert.True(dose.KnownAhead);
        Assert.Equal(DataRecords.Of(task).Steps.Length, dose.Values.Length);
        Assert.DoesNotContain(Covariates.Of(task, Model("volume", "chemoDose"), FreePathCalibrator.Name), c => c.Name == task.Target.Name);
    }

    [Fact]
    public void Samples_have_none() => Assert.Empty(Covariates.Of(Alloys.Task(), Model("temperature"), "descriptor network"));

    [Fact]
    public void A_run_file_keeps_them_and_one_from_before_has_none()
    {
        FinalRecord final = Examples.Final with { Covariates = Covariates.Of(Task(), Model("mobilityWork"), "CalibNN") };
        string json = JsonSerializer.Serialize(final, RunJson.Compact);
        FinalRecord read = JsonSerializer.Deserialize<FinalRecord>(json, RunJson.Compact)!;
        Assert.Equal(json, JsonSerializer.Serialize(read, RunJson.Compact));
        Assert.Equal(4, read.Covariates.Length);
        Assert.True(read.Covariates[0].InMechanism);
        var old = System.Text.Json.Nodes.JsonNode.Parse(json, null, new() { MaxDepth = 1100 })!.AsObject();
        Assert.True(old.Remove("covariates"));
        Assert.True(JsonSerializer.Deserialize<FinalRecord>(old.ToJsonString(RunJson.Compact), RunJson.Compact)!.Covariates.IsEmpty);
    }

    private static MechanismIr Model(params string[] inputs) => new(
        "Sir", null,
        [
            new NeuralSymbol("beta", Unit.Parse("1/day"), 0.1, 2, Cadence.Weekly, null, "transmission", Place.None),
            .. inputs.Select(i => new InputSymbol(i, Unit.One, null, null, null, null, Place.None)),
        ],
        []);

    private static ForecastTask Task()
    {
        const int Steps = 63;
        Channel Covariate(string name, Unit unit) => new(name, name, unit, ChannelKind.Covariate, ChannelRole.Covariate);
        var card = new DataCard
        {
            Name = "towns",
            Title = "Towns",
            Citation = "made up",
            Licence = "none",
            Step = TimeStep.Day,
            Data = new("cases.csv"),
            Location = new() { Name = "town" },
            Time = new("date", TimeFormat.Date),
            Channels =
            [
                new("cases", "cases", People, ChannelKind.New, ChannelRole.Target) { Aggregate = Aggregation.Sum },
                Covariate("deaths", People), Covariate("empty", Percent), Covariate("mobility_home", Percent), Covariate("trend", Unit.One) with { KnownAhead = true },
                Covariate("mobility_work", Percent), Covariate("rain", Unit.One),
            ],
            Constants = [new("population", People, "made up")],
            Windows = new() { Horizon = 7, TestOrigins = [new(56)], Spacing = 7, MinTrainSteps = 42 },
        };
        double[] Values(Func<int, int, double> of) => [.. Enumerable.Range(0, 2 * Steps).Select(i => of(i / 2, i % 2))];
        double[] plain = Values((t, l) => 60 + t + l);
        Panel panel = Panel.Create(
            card, ["a", "b"], Enumerable.Range(0, Steps).Select(new DateOnly(2021, 1, 4).AddDays),
            new Dictionary<string, double[]>
            {
                ["cases"] = plain,
                ["deaths"] = plain,
                ["empty"] = Values((_, _) => double.NaN),
                ["mobility_home"] = plain,
                ["trend"] = plain,
                ["mobility_work"] = Values((t, l) => t == 3 || (t == 2 && l == 1) ? double.NaN : t + (10 * l)),
                ["rain"] = plain,
            },
            new Dictionary<string, double[]> { ["population"] = [1e5, 1e5] });
        Assert.True(ForecastTask.TryCreate(panel, null, out ForecastTask? task, out string problem), problem);
        return task!;
    }
}
