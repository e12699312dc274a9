using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search.Tests.Searching;

/// <summary>Forty made-up alloys, two tests of each, with the channels that the grammar of alloys reads; searched in seconds.</summary>
internal static class Alloys
{
    public const int Count = 40;

    public static readonly EvaluationSettings Quick = new() { Calibration = new() { Evaluations = 12, Iterations = 3 } };

    /// <param name="changed">Another strength of a sample, by its index and the true one.</param>
    public static ForecastTask Task(Func<int, double, double>? changed = null)
    {
        static Channel Covariate(string name, string unit) => new(name, name, Unit.Parse(unit), ChannelKind.Covariate, ChannelRole.Covariate) { KnownAhead = true };
        var card = new DataCard
        {
            Name = "alloys",
            Title = "Alloys",
            Citation = "made up",
            Licence = "none",
            Step = TimeStep.Sample,
            Data = new("none.csv"),
            Location = new() { Column = "alloy" },
            Samples = new() { Group = "alloy" },
            Channels =
            [
                new("yield_strength", "yield_strength", Unit.Parse("MPa"), ChannelKind.State, ChannelRole.Target) { Aggregate = Aggregation.Mean },
                Covariate("temperature", "K"), Covariate("shear_modulus_mean", "GPa"), Covariate("atomic_volume_mean", "angstrom^3"), Covariate("atomic_volume_deviation", "angstrom^3"),
            ],
        };
        var random = new Random(5);
        var values = card.Channels.ToDictionary(c => c.Name, _ => new double[Count]);
        for (int s = 0; s < Count; s++)
        {
            double modulus = 50 + 60 * random.NextDouble(), deviation = 0.2 + 1.5 * random.NextDouble(), temperature = s % 2 == 0 ? 300 : 900;
            values["temperature"][s] = temperature;
            values["shear_modulus_mean"][s] = modulus;
            values["atomic_volume_mean"][s] = 12 + random.NextDouble();
            values["atomic_volume_deviation"][s] = deviation;
            double strength = 100 + 8 * modulus * Math.Pow(deviation, 4 / 3.0) * Math.Exp(-(temperature - 300) / 900) * (0.9 + 0.2 * random.NextDouble());
            values["yield_strength"][s] = changed?.Invoke(s, strength) ?? strength;
        }

        Panel panel = Panel.Create(card, Enumerable.Range(0, Count).Select(s => $"A{s / 2}, {(s % 2 == 0 ? 300 : 900)}"), [new DateOnly(1, 1, 1)], values);
        Assert.True(ForecastTask.TryCreate(panel, null, out ForecastTask? task, out string problem), problem);
        return task!;
    }
}
