using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search.Tests;

/// <summary>A small run with every kind of content that a store must bring back.</summary>
internal static class Examples
{
    public static readonly RunConfiguration Configuration = new("boarding-school", 12, 2, 7);

    public static readonly DataRecord Data = new(
        "Influenza in a boarding school", "BMJ 1978;1:587", "public domain", "ab12", "day",
        ["1978-01-22", "1978-01-23", "1978-01-24"], ["school"], "in_bed", "boys in bed", Unit.Of("people"), "sum",
        [3, double.NaN, 8], 1, [1], [2], 1, 0, [new("basic reproduction number", Unit.One, 3, 4, "a source")]);

    public static CandidateRecord Candidate(int number) => new(
        number, number > 1 ? number - 1 : null, $"Model{number}", "adds an exposed stage: \"E\" \u00e9", $"class Model{number} {{ }}", "cd34", Outcome.Scored,
        [new("NG3001", Severity.Warning, new Place($"Model{number}.cs", 4, "Flow(...)"), "may be negative", Fix: "bound it")],
        [new("CalibNN", [1.5, double.NaN], [2], [0.1 + 0.2])], 1.5 + number, 0.25);

    public static readonly CandidateRecord Failed =
        new(3, null, "Broken", "none", "class {", null, Outcome.NotCompiled, [new("NG0001", Severity.Error, Place.None, "syntax")], [], double.NaN, 0);

    public static ExchangeRecord Exchange(int candidate, string purpose) => new(
        candidate, purpose, purpose + "/1", [new("system", "you are"), new("user", "write \u00e9")], "a reply", null, "gpt-4.1-2025-04-14", 1200, 340, 0, 0.0031m, 1, 2.5);

    public static readonly FinalRecord Final = new(
        1, "CalibNN", "held, damped to the mean in 4 weeks", Mechanism(), ["S + I is conserved"], [],
        [new("CalibNN", [1.5], [1.5], [1])], [new("last value", [double.PositiveInfinity], [2], [2])],
        [
            new(2, [3, 5], [8], [new("beta", Unit.Parse("1/day"), "neural", 0.1, 2, 1.6, false)],
                [new("beta", Unit.Parse("1/day"), [0, 1], [1.6, double.NaN])], ImmutableDictionary<string, double>.Empty.Add("infection", 12.5), 3.6, null, [1.0]),
        ],
        ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty.Add("last value", [new(2, [8.0])]),
        "2026-11-23T21:00:00Z");

    public static MechanismIr Mechanism()
    {
        Expression term = new Reference("beta") * new Reference("I");
        for (int i = 0; i < 150; i++)
        {
            term += new Number(0.1 * i, Unit.Parse("1/day"));
        }

        return new(
            "Sir", null,
            [
                new CompartmentSymbol("S", Unit.Of("people"), "susceptible", null, Place.None),
                new CompartmentSymbol("I", Unit.Of("people"), null, null, Place.None),
                new NeuralSymbol("beta", Unit.Parse("1/day"), 0.1, 2, Cadence.Weekly, null, "transmission", Place.None),
            ],
            [new FlowStatement("infection", "S", "I", term, Place.None)]);
    }

    /// <summary>A run of <paramref name="candidates"/> candidates in a new file.</summary>
    public static SqliteRunStore Store(string path, int candidates = 0)
    {
        var store = SqliteRunStore.Create(path, Configuration, Data, TimeProvider.System);
        for (int i = 1; i <= candidates; i++)
        {
            store.Append(Candidate(i));
        }

        return store;
    }
}
