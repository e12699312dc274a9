using NimmGen.Data;
using NimmGen.Evaluate.Benchmarks;
using NimmGen.Ir;

namespace NimmGen.Evaluate.Tests;

/// <summary>Tasks small enough to run every method on.</summary>
internal static class SmallTasks
{
    /// <summary>Two towns' daily cases with a wave, a weekday pattern and one covariate.</summary>
    /// <param name="poisoned">True: every value from the first test origin on is missing.</param>
    public static ForecastTask Series(bool poisoned = false)
    {
        const int steps = 120, origin = 98;
        var card = new DataCard
        {
            Name = "two-towns",
            Title = "Two towns",
            Citation = "Made for a test",
            Licence = "none",
            Step = TimeStep.Day,
            Data = new("none.csv"),
            Location = new() { Column = "town" },
            Time = new("day", TimeFormat.Date),
            Channels =
            [
                new("cases", "cases", Unit.Of("people"), ChannelKind.New, ChannelRole.Target) { Aggregate = Aggregation.Sum },
                new("mobility", "mobility", Unit.One, ChannelKind.Covariate, ChannelRole.Covariate),
            ],
        };
        var random = new Random(4);
        var values = new Dictionary<string, double[]> { ["cases"] = new double[2 * steps], ["mobility"] = new double[2 * steps] };
        for (int t = 0; t < steps; t++)
        {
            for (int l = 0; l < 2; l++)
            {
                double level = (200 + 100 * l) * Math.Exp(Math.Sin(t / 25.0 + l)), cases = Math.Round(level * (t % 7 < 5 ? 1.1 : 0.7) * (0.9 + 0.2 * random.NextDouble()));
                values["cases"][2 * t + l] = poisoned && t >= origin ? double.NaN : cases;
                values["mobility"][2 * t + l] = poisoned && t >= origin ? double.NaN : Math.Cos(t / 25.0) + 0.1 * random.NextDouble();
            }
        }

        DateOnly[] times = [.. Enumerable.Range(0, steps).Select(t => new DateOnly(2020, 6, 1).AddDays(t))];
        Panel panel = Panel.Create(card with { Windows = new() { Horizon = 14, TestOrigins = [new(origin), new(origin + 7)], Spacing = 7, MinTrainSteps = 56 } }, ["north", "south"], times, values);
        Assert.True(ForecastTask.TryCreate(panel, null, out ForecastTask? task, out string problem), problem);
        return task!;
    }

    public static BenchmarkTask Forecast(bool poisoned = false) => BenchmarkTask.Of("two-towns", Series(poisoned)).FirstOrigins(1);

    /// <summary>A few patients under both treatments.</summary>
    public static BenchmarkTask Patients()
    {
        Panel Few(int seed) => LungCancerSimulator.Simulate(LungCancerScenario.ChemoRadiotherapy, seed).Select([.. Enumerable.Range(0, 30)]);
        return BenchmarkTask.Of("few-patients", ForecastTask.OfCohort(new(Few(1), Few(2), Few(3))));
    }

    public static CellContext Tiny(int seed = 1) => new(seed, BenchmarkMethod.NoMode, SelectionProtocol.HeldOut, null, 0.01, TestContext.Current.CancellationToken);
}
