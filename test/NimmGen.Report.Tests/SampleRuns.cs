using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Search;

namespace NimmGen.Report.Tests;

/// <summary>A run of forty made-up alloys in five outer folds; errors are known.</summary>
internal static class SampleRuns
{
    public const int Count = 40;

    private static readonly Unit Stress = Unit.Parse("MPa"), Kelvin = Unit.Parse("K"), One = Unit.One;

    /// <param name="error">How far off every prediction is, MPa; regression is 100 off and the mean 200.</param>
    public static RunRecord Alloys(double error = 50)
    {
        RunRecord city = Runs.City();
        ImmutableArray<double> measured = [.. Enumerable.Range(0, Count).Select(i => 300.0 + 20 * (i * 7 % Count))];
        ImmutableArray<double> Off(double by) => [.. measured.Select((m, i) => m + (i % 2 == 0 ? by : -by))];
        MethodScores Scores(string method, double rmse, int folds) => new(method, [.. Enumerable.Repeat(rmse, folds)], [.. Enumerable.Repeat(rmse, folds)], [.. Enumerable.Repeat(rmse, folds)]);
        CandidateRecord[] candidates = [.. Enumerable.Range(1, 3).Select(n => city.Candidates[0] with
        {
            Number = n,
            Parent = n == 1 ? null : 1,
            Name = $"Strength{n}",
            Outcome = Outcome.Scored,
            Diagnostics = [],
            Validation = [Scores("descriptor network", 60 + n, 5)],
            Score = 60 + n,
        })];
        TwinAtOrigin twin = new(
            0, [], Off(1.2 * error),
            [new("shearModulus", Unit.Parse("GPa"), "neural", 20, 150, 82, false), new("strengthening", One, "learned", 1e-3, 1, 0.2, false)],
            [new("shearModulus", Unit.Parse("GPa"), [0], [.. Enumerable.Range(0, Count).Select(i => 70.0 + i)])],
            ImmutableDictionary<string, double>.Empty, null, null, [.. Enumerable.Repeat(1.0, Count)]);
        var final = new FinalRecord(
            1, "descriptor network", "a sample has no time to continue into", Model(), ["yield_strength is never negative"], [],
            [Scores(RollingCombination.Name, 0.9 * error, 5), Scores("descriptor network", error, 5), Scores("mean of training", 200, 5), Scores("ridge regression", 100, 5)],
            [Scores(RollingCombination.Name, error, 1), Scores("descriptor network", 1.2 * error, 1), Scores("ridge regression", 100, 1), Scores("mean of training", 200, 1)],
            [twin],
            ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty.Add("ridge regression", [new(0, Off(100))]).Add("mean of training", [new(0, Off(200))]),
            "2026-11-25T18:00:00Z")
        {
            Chosen = new(["Strength1 (1)", "Strength2 (2)"], 0.8, [new("ridge regression", 0.2)], Scores(RollingCombination.Name, 0.9 * error, 5), 0.1, [new(0, Off(error))]),
            Folds = [.. Enumerable.Range(0, 5).Select(k => new FoldChoice([.. Enumerable.Range(8 * k, 8)], [2, 1], 0.8, [new("ridge regression", 0.2)]))],
            Against = [new("temperature", Kelvin, 0.3, [.. Enumerable.Range(0, Count).Select(i => 300.0 + 100 * (i % 4))])],
        };
        return city with
        {
            Configuration = city.Configuration with { Task = "alloys-bcc" },
            Data = city.Data with
            {
                Title = "Alloys",
                Step = "sample",
                Steps = ["1"],
                Locations = [.. Enumerable.Range(0, Count).Select(i => $"Alloy {i}, {300 + 100 * (i % 4)}")],
                Target = "yield_strength",
                TargetTitle = "yield strength",
                TargetUnit = Stress,
                Aggregate = "mean",
                Observed = measured,
                Horizon = 1,
                ValidationOrigins = [0],
                TestOrigins = [0],
                Missing = 0,
                Imputed = 0,
                Literature = [new("shear modulus", Unit.Parse("GPa"), 80, 80, "Someone 2015, Journal of Alloys 1:1")],
            },
            Candidates = [.. candidates],
            Final = final,
        };
    }

    private static MechanismIr Model() => new("Strength1", "Strength of a solid solution by misfit.",
        [
            new NeuralSymbol("shearModulus", Unit.Parse("GPa"), 20, 150, Cadence.EveryStep, "shear modulus", null, Place.None),
            new LearnedSymbol("strengthening", One, 1e-3, 1, "stress over modulus", null, Place.None),
        ],
        [new ObserveStatement("yield_strength", Stress, new Reference("strengthening") * new Reference("shearModulus"), Place.None)]);
}
