using NimmGen.Compile;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Evaluate.Benchmarks;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Learn;
using NimmGen.Search.Benchmarks;

namespace NimmGen.Search.Tests;

/// <summary>Methods that need a program: the hand-made mechanism, the built-in search, rows that wait for a language model.</summary>
public sealed class BenchmarkMethodTests
{
    private const int Steps = 90;

    [Fact]
    public void Grad_Metapopulation_keeps_every_person()
    {
        // Random parameters within their bounds, 90 days, 16 groups of a million: relative 1e-9.
        MechanismKernel kernel = Kernel(GradMetapopulationPrograms.Ages);
        Trajectory trajectory = Simulated(kernel, seed: 3);
        double people = Enumerable.Range(0, 16).Sum(Population);
        for (int t = 0; t <= Steps; t++)
        {
            double total = Enumerable.Range(0, kernel.Layout.States.Length).Sum(c => trajectory.Buffers.StateLanes(t, c)[0]);
            Assert.Equal(people, total, 1e-9 * people);
        }

        // What is observed is what has left the susceptible or come back to them since.
        double cases = Enumerable.Range(0, Steps).Sum(t => trajectory.Buffers.ObservationLanes(t, 0)[0]);
        Assert.InRange(cases, 1, 10 * people);
    }

    [Fact]
    public void As_published_it_does_not()
    {
        MechanismKernel kernel = Kernel(GradMetapopulationPrograms.AsPublished);
        Trajectory trajectory = Simulated(kernel, seed: 3);
        double people = Enumerable.Range(0, 16).Sum(Population);
        double total = Enumerable.Range(0, kernel.Layout.States.Length).Sum(c => trajectory.Buffers.StateLanes(Steps, c)[0]);
        Assert.True(Math.Abs(total - people) > 1e-5 * people, $"{total} of {people}");
    }

    [Theory]
    [InlineData("grad-metapopulation")]
    [InlineData("grad-metapopulation-as-published")]
    [InlineData("nimmgen-builtin")]
    public void A_future_of_nothing_changes_no_forecast(string name)
    {
        BenchmarkMethod method = BenchmarkMethods.All(2).Single(m => m.Name == name);
        CellContext context = new(1, BenchmarkMethod.Mechanistic, SelectionProtocol.HeldOut, null, 0.003, TestContext.Current.CancellationToken);
        CellResult seen = method.Run(Task(false), context), hidden = method.Run(Task(true), context);
        OriginForecast forecast = Assert.Single(seen.Forecasts);
        Assert.Equal(28, forecast.Values.Length);
        Assert.All(forecast.Values, v => Assert.InRange(v, 0, 1e9));
        Assert.Equal(forecast.Values, hidden.Forecasts[0].Values);
    }

    [Fact]
    public void Rows_of_language_models_say_why_they_are_open()
    {
        BenchmarkTask task = Task(false);
        foreach (string name in (string[])["zero-shot", "hdtwingen", "nimmgen"])
        {
            Assert.Contains("language model", BenchmarkMethods.All(1).Single(m => m.Name == name).WhyNot(task, BenchmarkMethod.Mechanistic), StringComparison.Ordinal);
        }

        Assert.Contains("not networks", BenchmarkMethods.All(1).Single(m => m.Name == "nimmgen-builtin").WhyNot(task, BenchmarkMethod.Hybrid), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("States")]
    [InlineData("Facilities")]
    [InlineData("Fcc")]
    [InlineData("Bcc")]
    public void Programs_of_baselines_are_sound(string name)
    {
        string program = name switch
        {
            "States" => GradMetapopulationPrograms.States,
            "Facilities" => GradMetapopulationPrograms.Facilities,
            "Fcc" => MechanismNetworkMethod.Fcc,
            _ => MechanismNetworkMethod.Bcc,
        };
        Frontend.ReadResult read = ModelReader.Read(program, name, TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', read.Diagnostics.Where(d => d.Severity == Severity.Error)));
        Assert.Single(MechanismKernel.Compile(read.Models[0], new KernelOptions(name is "Fcc" or "Bcc" ? 1 : 7)).Layout.Observations);
    }

    private static MechanismKernel Kernel(string program)
    {
        Frontend.ReadResult read = ModelReader.Read(program, "baseline", TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', read.Diagnostics.Where(d => d.Severity == Severity.Error)));
        return MechanismKernel.Compile(read.Models[0], new KernelOptions(1));
    }

    private static Trajectory Simulated(MechanismKernel kernel, int seed)
    {
        var random = new Random(seed);
        int inputs = kernel.Layout.Inputs.Length;
        var values = new double[Steps * inputs];
        for (int k = 0; k < inputs; k++)
        {
            string name = kernel.Layout.Inputs[k];
            double value = name.StartsWith("population", StringComparison.Ordinal) ? Population(k % 16) : 1 / 16.0;
            for (int t = 0; t < Steps; t++)
            {
                values[t * inputs + k] = value;
            }
        }

        var data = new CalibrationData(Steps, Steps, 1, 1, 0, values, [], 0, []);
        var grid = new ParameterGrid([.. kernel.Layout.Neurals.Select(n => (NeuralSymbol)kernel.Model.Find(n)!)], 1, Steps, Steps, 1);
        var trajectory = new Trajectory(kernel.Model, kernel, data, grid);
        trajectory.SetLearned(new double[trajectory.LearnedCount]);
        trajectory.SetNeural([.. Enumerable.Range(0, grid.Size).Select(_ => 4 * random.NextDouble() - 2)]);
        kernel.Start(trajectory.Buffers);
        kernel.Simulate(trajectory.Buffers, 0, Steps);
        return trajectory;
    }

    private static double Population(int group) => 1e6 - 4e4 * group;

    // Bogota; poisoned: nothing from the first test origin on.
    private static BenchmarkTask Task(bool poisoned)
    {
        string? root = Environment.GetEnvironmentVariable("NIMMGEN_DATA") ?? Above(AppContext.BaseDirectory);
        Assert.SkipWhen(root is null, "needs the data folder: set NIMMGEN_DATA or put shared/data beside the repository");
        (BenchmarkTask? task, var problems) = BenchmarkCatalogue.Find("covid-bogota", root, null);
        Assert.True(task is not null, string.Join('\n', problems));
        if (!poisoned)
        {
            return task.FirstOrigins(1);
        }

        Panel panel = task.Task.Panel;
        int origin = task.Task.TestOrigins[0].TrainSteps;
        Panel hidden = Panel.Create(
            panel.Card, panel.Locations, panel.Times,
            panel.Channels.ToDictionary(c => c.Name, c => panel.Values(c.Name).ToArray().Select((v, i) => i < origin ? v : double.NaN).ToArray()),
            panel.Card.FindAxis("age")!.Labels.ToDictionary(a => Panel.Key("population", a), a => panel.Constant("population", a).ToArray()),
            matrices: new Dictionary<string, PanelMatrix> { ["contacts"] = panel.Matrix("contacts") });
        Assert.True(ForecastTask.TryCreate(hidden, null, out ForecastTask? same, out string problem), problem);
        return BenchmarkTask.Of("covid-bogota", same!).FirstOrigins(1);
    }

    private static string? Above(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            string data = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}
