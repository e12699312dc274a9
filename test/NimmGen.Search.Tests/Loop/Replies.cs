namespace NimmGen.Search.Tests.Loop;

/// <summary>Replies of a made-up modeller: programs that differ, some of them wrong.</summary>
internal static class Replies
{
    public const string Accept = """{"criteria": [{"name": "observation", "passes": true, "reason": "It counts infections."}], "accept": true}""";

    public const string Reject = """{"criteria": [{"name": "coupling", "passes": false, "reason": "Infection does not depend on the infectious."}], "accept": false}""";

    public const string Repair = """{"cause": "line 12 adds a number to people", "repair": "write 3 * People"}""";

    /// <summary>An SIR model whose recovery rate has a bound of its own: another model for each.</summary>
    public static string Sir(string name, double bound, string term = "beta * I / (S + I + R)", string observed = "reported * Incidence(infection)") => FormattableString.Invariant($$"""
        using NimmGen;
        using static NimmGen.Units;

        public sealed class {{name}} : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment I = new(People);
            readonly Compartment R = new(People);
            readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };
            readonly Learned gamma = new(PerDay, 0.1, {{bound}});
            readonly Constant reported = new(Fraction, 0.3);
            readonly Learned infected0 = new(Fraction, 1e-5, 1e-2);
            readonly Input population = new(People, min: 1);

            protected override void Define()
            {
                Flow infection = Flow(S, I, {{term}});
                Flow(I, R, gamma);
                Start(I, infected0 * population);
                Start(R, 0);
                StartRest(S, population);
                Observe("cases", People, {{observed}});
            }
        }
        """);

    public static string WithProse(string program, string why) => $"{why}\n\n```csharp\n{program}\n```\n";

    /// <summary>
    /// A search of eight: the third has a unit error, the fifth is rejected by the verification agent, the sixth says what the first
    /// said, the seventh is no program.
    /// </summary>
    public static string Standard(string purpose, int number) => purpose switch
    {
        "insights" => "- weekly cycle\n- one wave",
        "verification" => number == 5 ? Reject : Accept,
        "repair" => Repair,
        "reflection" => $"The best model lags; make the recovery faster (said after {number}).",
        "modelling" => number switch
        {
            3 => WithProse(Sir("UnitError", 0.5, "(beta + 0.2) * I / (S + I + R)"), "Builds on: 1. Adds a floor to transmission."),
            5 => WithProse(Sir("Uncoupled", 0.55, "beta * R / (S + I + R)"), "Builds on: none. Infection by the recovered."),
            6 => WithProse(Sir("First", 0.3), "Builds on: none. A plain model."),
            7 => "I would rather think about it some more.",
            _ => WithProse(Sir($"Sir{number}", 0.3 + (number - 1) * 0.05), $"Builds on: {(number == 1 ? "none" : number - 1)}. Bound number {number}."),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "nobody asks this"),
    };
}
