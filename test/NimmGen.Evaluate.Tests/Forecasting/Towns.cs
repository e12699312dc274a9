using NimmGen.Data;
using NimmGen.Ir;

namespace NimmGen.Evaluate.Tests;

/// <summary>Two towns with made-up daily cases, and a mechanism for them.</summary>
internal static class Towns
{
    private const int Steps = 112;

    public static ForecastTask Task(bool silent = false)
    {
        var card = new DataCard
        {
            Name = "towns",
            Title = "Towns",
            Citation = "made up",
            Licence = "none",
            Step = TimeStep.Day,
            Data = new("cases.csv"),
            Location = new() { Column = "place" },
            Time = new("date", TimeFormat.Date),
            Channels = [new("cases", "cases", Unit.Of("people"), ChannelKind.New, ChannelRole.Target) { Aggregate = Aggregation.Sum }],
            Constants = [new("population", Unit.Of("people"), "made up")],
            Windows = new() { Horizon = 7, TestOrigins = [new(98), new(105)], Spacing = 7 },
        };
        double[] cases =
        [
            .. Enumerable.Range(0, Steps).SelectMany(t => (double[])
                [Math.Round(60 + 40 * Math.Sin(t / 12.0) + t % 3), silent ? double.NaN : Math.Round(40 + 25 * Math.Sin(t / 15.0) + t % 4)]),
        ];
        Panel panel = Panel.Create(
            card, ["north", "south"], Enumerable.Range(0, Steps).Select(new DateOnly(2021, 1, 4).AddDays),
            new Dictionary<string, double[]> { ["cases"] = cases }, new Dictionary<string, double[]> { ["population"] = [100000, 80000] });
        Assert.True(ForecastTask.TryCreate(panel, null, out ForecastTask? task, out string problem), problem);
        return task!;
    }

    public static MechanismIr Sir(string channel, bool incidence)
    {
        Unit people = Unit.Of("people"), perDay = Unit.Parse("1/day");
        Expression living = Ref("S") + Ref("I") + Ref("R");
        return new("Sir", null,
            [
                new CompartmentSymbol("S", people, null, null, Place.None), new CompartmentSymbol("I", people, null, null, Place.None),
                new CompartmentSymbol("R", people, null, null, Place.None),
                new NeuralSymbol("beta", perDay, 0.02, 3, Cadence.Weekly, null, "transmission", Place.None),
                new LearnedSymbol("gamma", perDay, 0.07, 1, null, null, Place.None),
                new LearnedSymbol("infected0", Unit.One, 1e-5, 1e-2, null, null, Place.None),
                new InputSymbol("population", people, 1, null, null, null, Place.None),
            ],
            [
                new FlowStatement("infection", "S", "I", Ref("beta") * Ref("I") / living, Place.None),
                new FlowStatement("recovery", "I", "R", Ref("gamma"), Place.None),
                new StartRestStatement("S", Ref("population"), Place.None),
                new StartStatement("I", Ref("infected0") * Ref("population"), Place.None),
                new StartStatement("R", new Number(0, Unit.One) * Ref("population"), Place.None),
                new ObserveStatement(channel, people, incidence ? new Number(0.3, Unit.One) * new Incidence("infection") : Ref("I"), Place.None),
            ],
            Scheme.RungeKutta4, 2);
    }

    private static Reference Ref(string name) => new(name);
}
