using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search.Tests.Searching;

/// <summary>A made-up epidemic of some weeks in one town, searched in seconds.</summary>
internal static class Town
{
    public const int FirstTest = 56;

    public static readonly EvaluationSettings Quick = new()
    {
        Calibration = new() { Evaluations = 8, Iterations = 3 },
        WarmEvaluations = 4,
    };

    /// <summary>The task; every value from <see cref="FirstTest"/> on is <paramref name="future"/> where one is given.</summary>
    public static ForecastTask Task(double? future = null, double population = 100000)
    {
        const int Steps = 63;
        var card = new DataCard
        {
            Name = "town",
            Title = "Town",
            Citation = "made up",
            Licence = "none",
            Step = TimeStep.Day,
            Data = new("cases.csv"),
            Location = new() { Name = "town" },
            Time = new("date", TimeFormat.Date),
            Channels = [new("cases", "cases", Unit.Of("people"), ChannelKind.New, ChannelRole.Target) { Aggregate = Aggregation.Sum }],
            Constants = [new("population", Unit.Of("people"), "made up")],
            Windows = new() { Horizon = 7, TestOrigins = [new(FirstTest)], Spacing = 7, MinTrainSteps = 42 },
        };
        double[] cases = [.. Enumerable.Range(0, Steps).Select(t => t >= FirstTest && future is { } f ? f : Math.Round(60 + 40 * Math.Sin(t / 12.0) + t % 3))];
        Panel panel = Panel.Create(
            card, ["town"], Enumerable.Range(0, Steps).Select(new DateOnly(2021, 1, 4).AddDays),
            new Dictionary<string, double[]> { ["cases"] = cases }, new Dictionary<string, double[]> { ["population"] = [population] });
        Assert.True(ForecastTask.TryCreate(panel, null, out ForecastTask? task, out string problem), problem);
        return task!;
    }
}
