using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Search;

namespace NimmGen.Report.Tests;

/// <summary>Whole runs with known contents.</summary>
internal static class Runs
{
    private static readonly Unit People = Unit.Of("people"), PerDay = Unit.Parse("1/day"), Day = Unit.Of("day");

    /// <summary>One city, 343 days, four test origins a week apart; the twin is 20 % better than the best naive forecast on validation.</summary>
    public static RunRecord City() => Make("Test City", ["Test City"], 343, "day", 28, 7, 0.8, 0.9);

    /// <summary>51 places, 191 weeks.</summary>
    public static RunRecord Places() => Make("Fever by state", [.. Enumerable.Range(1, 51).Select(i => $"State {i}")], 191, "week", 8, 1, 0.8, 1.1);

    /// <summary>The naive forecast is the better one everywhere.</summary>
    public static RunRecord NaiveWins() => Make("Test City", ["Test City"], 343, "day", 28, 7, 1.25, 1.5);

    public static RunRecord Unfinished() => City() with { Final = null };

    /// <summary>A run that stands by a combination of three twins and a naive forecast, with intervals and scenarios.</summary>
    public static RunRecord Combined(bool many = false)
    {
        RunRecord run = many ? Places() : City();
        FinalRecord final = run.Final!;
        int places = run.Data.Locations.Length, horizon = run.Data.Horizon, levels = QuantileLevels.Hub.Length;
        ImmutableArray<OriginForecast> blend = [.. final.Origins.Select(o => new OriginForecast(o.TrainSteps, [.. o.Forecast.Select(v => 0.9 * v)]))];

        // Offsets grow with the steps ahead and are those of a logistic distribution.
        ImmutableArray<double> offsets = [.. Enumerable.Range(0, horizon).SelectMany(h => QuantileLevels.Hub.Select(p => 0.1 * Math.Sqrt(h + 1) * Math.Log(p / (1 - p))))];
        ImmutableArray<double> Ones(double value, int n) => [.. Enumerable.Repeat(value, n)];
        QuantileScores Check(int n, double share) => new(Ones(120, n), Ones(0.2, n), Ones(share - 0.3, n), Ones(share, n), Ones(0.97, n));
        PredictiveIntervals Intervals(string method, double share) => new(
            method, new(QuantileLevels.Hub, offsets, Ones(1, 1), Ones(1, 1), 25), new(QuantileLevels.Hub, offsets, Ones(1, places), Ones(1.2, places), 25), Check(16, share), Check(16, 0.84));
        MethodScores Scored(MethodScores s, string method) => s with { Method = method, Quantiles = Check(s.Aggregate.Length, 0.79), LocationQuantiles = Check(s.Aggregate.Length, 0.81) };
        int from = run.Data.TestOrigins[^1], steps = 3 * horizon;
        ScenarioOutcome Outcome(double strength, double twin)
        {
            ImmutableArray<double> baseline = [.. Enumerable.Range(0, steps).Select(i => twin * 900 * Math.Exp(0.01 * i))];
            ImmutableArray<double> values = [.. baseline.Select((v, i) => v * Math.Pow(1 - strength, i / 20.0))];
            double sum = values.Sum(), before = baseline.Sum();
            return new(Scenario.Distancing(strength, from).Name, from, values, baseline, [], values.Max(), from + values.IndexOf(values.Max()), sum, sum - before, 5 * sum, 5 * (sum - before));
        }

        return run with
        {
            Final = final with
            {
                Chosen = new(["Seird 11", "Seir 8", "Sir 7"], 0.7, [new("last value", 0.3)], Scored(final.Validation[0], RollingCombination.Name), 0.06, blend),
                Validation = [final.Validation[0] with { Method = RollingCombination.Name, Aggregate = [.. final.Validation[0].Aggregate.Select(v => 0.94 * v)] }, .. final.Validation],
                Test = [Scored(final.Test[0], RollingCombination.Name), .. final.Test],
                Intervals = [Intervals(RollingCombination.Name, 0.83), Intervals("last value", 0.6)],
                Scenarios = [.. StandardScenarios.Strengths.Select(s => new ScenarioAnswer(Scenario.Distancing(s, from), [Outcome(s, 1), Outcome(s, 1.2), Outcome(s, 0.9)]))],
            },
        };
    }

    /// <summary>The same run with a text in every field that takes one.</summary>
    public static RunRecord Hostile(string text)
    {
        RunRecord run = Combined(many: true);
        FinalRecord final = run.Final!;
        var place = new Place(text, 3, text);
        var diagnostic = new Diagnostic("NG9999" + text, Severity.Error, place, text, text, text, text);
        MechanismIr model = final.Mechanism;
        model = model with
        {
            Name = text,
            Summary = text,
            Symbols = [.. model.Symbols.Select(s => s with { Meaning = text, Role = text })],
            Statements = [.. model.Statements.Select(s => s is ObserveStatement o ? o with { Channel = text } : s)],
        };
        return run with
        {
            Version = text,
            Started = text,
            Configuration = run.Configuration with { Task = text, Author = text, Protocol = text },
            Data = run.Data with
            {
                Title = text,
                Citation = text,
                Licence = text,
                DataHash = text,
                Step = text,
                Target = text,
                TargetTitle = text,
                Aggregate = text,
                Steps = [.. run.Data.Steps.Select(_ => text)],
                Locations = [.. run.Data.Locations.Select(_ => text)],
                Literature = [.. run.Data.Literature.Select(l => l with { Source = text }), new(text, Unit.One, 0, 1, text)],
            },
            Candidates = [.. run.Candidates.Select(c => c with { Name = text, Change = text, Program = text, Hash = text, Diagnostics = [diagnostic], Validation = [.. c.Validation.Select(v => v with { Method = text })] })],
            Final = final with
            {
                Mechanism = model,
                Calibrator = text,
                Extension = text,
                Proofs = [text],
                Warnings = [diagnostic],
                TestScored = text,
                Validation = [.. final.Validation.Select((v, i) => v with { Method = text + i })],
                Chosen = final.Chosen! with { Twins = [text], Naive = [new(text, 0.3)] },
                Intervals = [.. final.Intervals.Select(i => i with { Method = text })],
                Scenarios = [.. final.Scenarios.Select(a => a with { Scenario = a.Scenario with { Name = text }, Members = [.. a.Members.Select(m => m with { Name = text })] })],
                Naive = ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty.Add(text + "2", final.Naive["last value"]),
                Covariates = [.. final.Covariates.Select((c, i) => c with { Name = text + i })],
                Origins = [.. final.Origins.Select(o => o with { Series = [.. o.Series.Select(s => s with { Name = text })] })],
            },
        };
    }

    public static MechanismIr Seird()
    {
        Expression living = Ref("S") + Ref("E") + Ref("I") + Ref("R");
        CompartmentSymbol C(string name, string meaning) => new(name, People, meaning, null, Place.None);
        return new("SeirdWaning", "Susceptible, exposed, infectious and recovered or dead people; immunity wanes.", [
                C("S", "susceptible"), C("E", "exposed"), C("I", "infectious"), C("R", "recovered and immune"), C("D", "dead"),
                new NeuralSymbol("beta", PerDay, 0.02, 3, Cadence.Weekly, "transmission rate, by week", "transmission", Place.None),
                new LearnedSymbol("sigma", PerDay, 1 / 7.0, 1, "rate of becoming infectious", null, Place.None),
                new LearnedSymbol("gamma", PerDay, 1 / 14.0, 1, "rate of leaving the infectious stage", null, Place.None),
                new ConstantSymbol("fatality", Unit.One, 0.005, "infection fatality", null, Place.None),
                new LearnedSymbol("waning", PerDay, 1 / 3650.0, 1 / 60.0, "rate of losing immunity", null, Place.None),
                new LearnedSymbol("imports", Unit.Parse("people/day"), 0.01, 50, "imported infections", "importation", Place.None),
                new LearnedSymbol("reported", Unit.One, 0.02, 1, "share of infections reported", "reporting", Place.None),
                new LearnedSymbol("infected0", Unit.One, 1e-7, 1e-2, "infected at the start", null, Place.None),
                new InputSymbol("population", People, 1, null, null, null, Place.None),
            ],
            [
                new FlowStatement("infection", "S", "E", Ref("beta") * Ref("I") / living, Place.None),
                new FlowStatement("onset", "E", "I", Ref("sigma"), Place.None),
                new SplitStatement("death", "recovery", "I", Ref("gamma"), "D", Ref("fatality"), "R", Place.None),
                new FlowStatement("waning", "R", "S", Ref("waning"), Place.None),
                new InflowStatement("importation", "E", Ref("imports"), Place.None),
                new StartStatement("E", Ref("infected0") * Ref("population"), Place.None),
                new StartStatement("I", Ref("infected0") * Ref("population"), Place.None),
                new StartStatement("R", new Number(0, People), Place.None),
                new StartStatement("D", new Number(0, People), Place.None),
                new StartRestStatement("S", Ref("population"), Place.None),
                new ObserveStatement("cases", People, Ref("reported") * new Incidence("infection"), Place.None),
            ]);
    }

    private static Reference Ref(string name) => new(name);

    private static RunRecord Make(string title, ImmutableArray<string> places, int steps, string step, int horizon, int apart, double validation, double test)
    {
        int count = places.Length, perStep = step == "week" ? 7 : 1;
        var noise = new Random(11);
        Epidemic[] truth = [.. Enumerable.Range(0, count).Select(l => Epidemic.Simulate(2e6 / (1 + (0.3 * l)), steps * perStep, 0.2, 40 + (3 * l)))];
        double Cases(int t, int l) => Enumerable.Range(t * perStep, perStep).Sum(d => truth[l].Cases[Math.Min(d, truth[l].Cases.Length - 1)]);
        double[] observed = [.. Enumerable.Range(0, steps * count).Select(i => i == 5 * count ? double.NaN : Math.Round(Cases(i / count, i % count) * Math.Exp(0.12 * (noise.NextDouble() + noise.NextDouble() - 1))))];
        DateOnly first = new(2020, 3, 6);
        ImmutableArray<int> tests = [.. Enumerable.Range(0, 4).Select(i => steps - horizon - ((3 - i) * apart))];
        ImmutableArray<int> validations = [.. Enumerable.Range(0, 8).Select(i => tests[0] - horizon - ((7 - i) * apart))];
        var data = new DataRecord(
            title, "Health Office of Test City (2021). Daily reports.", "CC-BY-4.0", new string('a', 64), step,
            [.. Enumerable.Range(0, steps).Select(t => first.AddDays(t * perStep).ToString("yyyy-MM-dd"))],
            places, "cases", "reported cases", People, "sum", [.. observed], horizon, validations, tests, 1, 12,
            [new("basic reproduction number", Unit.One, 2, 3, "Alimohamadi et al. 2020"), new("infectious period", Day, 7, 10, "Byrne et al. 2020"), new("waning", PerDay, 0.001, 0.002, "Somebody 2021")]);
        ImmutableArray<TwinAtOrigin> origins = [.. tests.Select(o => Twin(o))];
        ImmutableArray<OriginForecast> Naive(double factor) => [.. tests.Select(o => new OriginForecast(o,
            [.. Enumerable.Range(0, horizon * count).Select(i => observed[((o - 1) * count) + (i % count)] * Math.Pow(factor, i / count))]))];
        MethodScores Scores(string method, double scale, int n) => new(method,
            [.. Enumerable.Range(0, n).Select(i => scale * (1 + (0.1 * (i % 3))))], [.. Enumerable.Range(0, n).Select(_ => scale / count)], [.. Enumerable.Range(0, n).Select(_ => scale * 0.8)]);
        ImmutableArray<MethodScores> All(double scale, int n) => [Scores("CalibNN", 1000 * scale, n), Scores("free path", 1050 * scale, n), Scores("last value", 1200, n), Scores("damped trend", 1000, n)];
        return new(
            new("test-city", 12, 2, 7), data, Candidates(),
            new(11, "CalibNN", "log R is damped by 0.62 a week (learned on the validation origins)", Seird(),
                ["people are conserved: S + E + I + R + D changes by importation only", "no compartment is ever negative"],
                [new("NG4003", Severity.Warning, Place.None, "reported and population are seen only as a product", Why: "the observation scales with both", Fix: "fix one of them")],
                All(validation, 8), All(test, 4), origins,
                ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty.Add("last value", Naive(1)).Add("damped trend", Naive(0.98)),
                "2026-11-23T20:30:00Z")
            {
                Covariates =
                [
                    new("mobility_transit", Unit.Of("percent"), [.. Enumerable.Range(0, steps).Select(t => t == 3 ? double.NaN : -40 + (30 * Math.Sin(t / 20.0)))]) { InMechanism = true },
                    new("search_trend", Unit.One, [.. Enumerable.Range(0, steps).Select(t => t / (double)steps)]),
                    new("holidays", Unit.One, [.. Enumerable.Range(0, steps).Select(t => t % 30 == 0 ? 1.0 : 0)]) { KnownAhead = true },
                ],
            },
            "0.1.0", "2026-11-23T20:28:00Z", 97);

        TwinAtOrigin Twin(int origin)
        {
            double wobble = 1 + (0.02 * Math.Sin(origin));
            ImmutableArray<int> weeks = [.. Enumerable.Range(0, origin + horizon).Where(t => t % (7 / perStep) == 0)];
            double[] Series(Func<Epidemic, double[]> of) => [.. weeks.SelectMany(t => truth.Select(e => of(e)[Math.Min(t * perStep, e.Beta.Length - 1)]))];
            return new(origin,
                [.. Enumerable.Range(0, origin * count).Select(i => Cases(i / count, i % count) * wobble)],
                [.. Enumerable.Range(0, horizon * count).Select(i => Cases(origin + (i / count), i % count) * (1.02 + (0.01 * (i / count))))],
                [
                    new("beta", PerDay, "neural", 0.02, 3, 0.31, false), new("sigma", PerDay, "learned", 1 / 7.0, 1, Epidemic.Sigma, false),
                    new("gamma", PerDay, "learned", 1 / 14.0, 1, Epidemic.Gamma, false), new("fatality", Unit.One, "constant", 0.005, 0.005, 0.005, false),
                    new("waning", PerDay, "learned", 1 / 3650.0, 1 / 60.0, 0.000274, true), new("imports", Unit.Parse("people/day"), "learned", 0.01, 50, 3.2, false),
                    new("reported", Unit.One, "learned", 0.02, 1, 0.2, false), new("infected0", Unit.One, "learned", 1e-7, 1e-2, 1.04e-5, false),
                ],
                [new("beta", PerDay, weeks, [.. Series(e => e.Beta)]), new("reproduction number", Unit.One, weeks, [.. Series(e => e.Reproduction)])],
                new Dictionary<string, double> { ["infection"] = 4100, ["onset"] = 4050, ["recovery"] = 3900, ["death"] = 20, ["waning"] = 240, ["importation"] = 3.2 }.ToImmutableDictionary(),
                2.57, 5 * (1 + 1e-6 * (wobble - 1)), [.. Enumerable.Repeat(1.04, count)]);
        }
    }

    private static ImmutableArray<CandidateRecord> Candidates()
    {
        double[] errors = [1640, double.NaN, 1420, 1510, double.NaN, 1180, 1320, 1075, double.NaN, 1190, 880, 940];
        int?[] parents = [null, 1, 1, 3, 3, 3, 6, 6, 8, 8, 8, 11];
        string[] changes = ["a susceptible-infected chain to start from", "deaths are split off", "an exposed stage: onset lags infection", "force of infection saturates", "importation", "a share of infections is reported", "homogeneous mixing is relaxed", "importation keeps the chain alive", "waning written as an outflow", "no exposed stage", "immunity wanes", "both infectious stages"];
        return [.. errors.Select((e, i) => new CandidateRecord(
            i + 1, parents[i], $"Candidate{i + 1}", changes[i], "public sealed class SeirdWaning : Model\n{\n    readonly Compartment S = new(People);  // susceptible\n}", double.IsNaN(e) ? null : new string('b', 64),
            double.IsNaN(e) ? (Outcome)(1 + (i % 3)) : Outcome.Scored,
            double.IsNaN(e) ? [new("NG1003", Severity.Error, new("candidate.cs", 12), "got people/day, expected 1/day", "imports", "a hazard is per head", "divide by the source")] : [],
            double.IsNaN(e) ? [] : [new("CalibNN", [e], [e], [e])], e, 6.2 + i))];
    }
}
