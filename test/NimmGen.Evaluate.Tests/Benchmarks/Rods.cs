using NimmGen.Data;
using NimmGen.Ir;

namespace NimmGen.Evaluate.Tests;

/// <summary>Sixty samples: strength = stiffness(x) times load, stiffness a bent function of the descriptor x.</summary>
internal static class Rods
{
    public const int Count = 60;

    /// <param name="changed">Another value of a sample's strength, by its index and the true one.</param>
    public static ForecastTask Task(Func<int, double, double>? changed = null)
    {
        var card = new DataCard
        {
            Name = "rods",
            Title = "Rods",
            Citation = "Made for a test",
            Licence = "none",
            Step = TimeStep.Sample,
            Data = new("none.csv"),
            Location = new() { Column = "rod" },
            Channels =
            [
                new("strength", "strength", Unit.Parse("MPa"), ChannelKind.State, ChannelRole.Target),
                new("load", "load", Unit.One, ChannelKind.Covariate, ChannelRole.Covariate) { KnownAhead = true },
                new("x", "x", Unit.One, ChannelKind.Covariate, ChannelRole.Covariate) { KnownAhead = true },
            ],
        };
        var random = new Random(2);
        double[] x = [.. Enumerable.Range(0, Count).Select(_ => 2 * random.NextDouble() - 1)], load = [.. x.Select(_ => 1 + random.NextDouble())];
        double[] strength = [.. x.Select((v, i) => (100 + 60 * Math.Tanh(2 * v)) * load[i])];
        Panel panel = Panel.Create(
            card, Enumerable.Range(0, Count).Select(i => $"rod {i}"), [new DateOnly(1, 1, 1)],
            new Dictionary<string, double[]> { ["x"] = x, ["load"] = load, ["strength"] = [.. strength.Select((v, i) => changed?.Invoke(i, v) ?? v)] });
        return ForecastTask.OfSamples(panel, GroupedFolds.Nested(panel, 3, 2));
    }
}
