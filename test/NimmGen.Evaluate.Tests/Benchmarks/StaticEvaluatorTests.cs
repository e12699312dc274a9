using NimmGen.Data;
using NimmGen.Ir;

namespace NimmGen.Evaluate.Tests;

/// <summary>A mechanism of samples trained on folds: it finds what samples were made of, and does not see those it is judged by.</summary>
public sealed class StaticEvaluatorTests
{
    [Fact]
    public void A_mechanism_finds_the_parameter_that_depends_on_the_descriptor()
    {
        ForecastTask task = Task();
        var evaluator = new StaticEvaluator(task, new() { Networks = [new(6, 0.01)] });
        MechanismIr model = new Linear().ToIr();
        Validation validation = evaluator.Validate(model, (_, _) => { }, TestContext.Current.CancellationToken);
        double naive = evaluator.NaiveValidation()[0].Mean;
        Assert.True(Assert.Single(validation.Scores).Mean < 0.2 * naive, $"{validation.Scores[0].Mean} against {naive}");
        Conclusion conclusion = evaluator.Test([new(1, "Linear", model, validation.Scores)], 2, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.True(conclusion.Scores[1].Mean < 0.2 * conclusion.Scores[2].Mean);
        Assert.Equal(60, conclusion.Origins[0].Forecast.Length);
    }

    [Fact]
    public void A_model_of_something_else_is_refused_with_what_it_observes()
    {
        var evaluator = new StaticEvaluator(Task(), new());
        var error = Assert.Throws<ArgumentException>(() => evaluator.Validate(new Other().ToIr(), (_, _) => { }, TestContext.Current.CancellationToken));
        Assert.Contains("hardness", error.Message, StringComparison.Ordinal);
    }

    // strength = stiffness(x) * load, stiffness a bent function of the descriptor x.
    private static ForecastTask Task()
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
        double[] x = [.. Enumerable.Range(0, 60).Select(_ => 2 * random.NextDouble() - 1)], load = [.. x.Select(_ => 1 + random.NextDouble())];
        Panel panel = Panel.Create(
            card, Enumerable.Range(0, 60).Select(i => $"rod {i}"), [new DateOnly(1, 1, 1)],
            new Dictionary<string, double[]> { ["x"] = x, ["load"] = load, ["strength"] = [.. x.Select((v, i) => (100 + 60 * Math.Tanh(2 * v)) * load[i])] });
        return ForecastTask.OfSamples(panel, GroupedFolds.Nested(panel, 3, 2));
    }

    private sealed class Linear : Model
    {
        private readonly Neural stiffness = new(Units.MPa, 10, 400);
        private readonly Input load = new(Units.One, min: 0);

        protected override void Define() => Observe("strength", Units.MPa, stiffness * load);
    }

    private sealed class Other : Model
    {
        private readonly Neural stiffness = new(Units.MPa, 10, 400);

        protected override void Define() => Observe("hardness", Units.MPa, stiffness);
    }
}
