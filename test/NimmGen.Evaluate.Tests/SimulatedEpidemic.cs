using NimmGen.Compile;
using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate.Tests;

/// <summary>Susceptible, infectious, recovered; transmission varies by week, a known share is reported.</summary>
internal sealed class SimulatedSir : Model
{
    readonly Compartment S = new(Units.People);
    readonly Compartment I = new(Units.People);
    readonly Compartment R = new(Units.People);
    readonly Neural beta = new(Units.PerDay, 0.05, 2) { Role = Role.Transmission };
    readonly Learned gamma = new(Units.PerDay, 0.1, 0.6);
    readonly Learned infected0 = new(Units.Fraction, 1e-6, 1e-2);
    readonly Input population = new(Units.People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, beta * I / (S + I + R));
        Flow(I, R, gamma);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Solver(Scheme.RungeKutta4, subSteps: 2);
        Observe("cases", Units.People, 0.5 * Incidence(infection));
    }
}

/// <summary>A noise-free epidemic with one and a half waves, made by the mechanism itself.</summary>
internal static class SimulatedEpidemic
{
    public const double Gamma = 0.25;
    private const int Days = 140;
    private const int Horizon = 14;

    public static MechanismIr Model { get; } = new SimulatedSir().ToIr();

    public static double Beta(int day) => 0.25 * Math.Exp(0.5 * Math.Sin(2 * Math.PI * (day / 7) / 14.0));

    /// <summary>The data, with weekday factors on what is reported where asked for.</summary>
    public static ForecastTask Task(Func<int, double>? weekday = null, Func<int, double, double>? change = null)
    {
        MechanismKernel kernel = MechanismKernel.Compile(Model, new KernelOptions(1));
        SimulationBuffers buffers = kernel.CreateBuffers(1, Days);
        for (int day = 0; day < Days; day++)
        {
            buffers.NeuralLanes(day, 0)[0] = Beta(day);
            buffers.InputLanes(day, 0)[0] = 1e6;
        }

        buffers.Learned[kernel.Layout.Learneds.IndexOf("gamma")] = Gamma;
        buffers.Learned[kernel.Layout.Learneds.IndexOf("infected0")] = 1e-3;
        kernel.Start(buffers);
        kernel.Simulate(buffers, 0, Days);
        DateOnly first = new(2021, 1, 3);
        double[] cases = [.. Enumerable.Range(0, Days).Select(d => buffers.ObservationLanes(d, 0)[0] * (weekday?.Invoke((int)first.AddDays(d).DayOfWeek) ?? 1))];
        cases = change is null ? cases : [.. cases.Select((v, d) => change(d, v))];
        Channel channel = new("cases", "cases", Unit.Of("people"), ChannelKind.New, ChannelRole.Target) { Aggregate = Aggregation.Sum };
        var card = new DataCard
        {
            Name = "simulated",
            Title = "A simulated epidemic",
            Citation = "none",
            Licence = "none",
            Simulated = true,
            Step = TimeStep.Day,
            Data = new("none"),
            Location = new() { Name = "here" },
            Time = new("date", TimeFormat.Date),
            Channels = [channel],
            Constants = [new("population", Unit.Of("people"), "made up") { Value = 1e6 }],
            Windows = new() { Horizon = Horizon, TestOrigins = [new Origin(119), new Origin(126)], Spacing = 7, MinTrainSteps = 56 },
        };
        Panel panel = Panel.Create(
            card, ["here"], Enumerable.Range(0, Days).Select(first.AddDays),
            new Dictionary<string, double[]> { ["cases"] = cases }, new Dictionary<string, double[]> { ["population"] = [1e6] });
        Assert.True(ForecastTask.TryCreate(panel, null, out ForecastTask? task, out string problem), problem);
        return task!;
    }
}
