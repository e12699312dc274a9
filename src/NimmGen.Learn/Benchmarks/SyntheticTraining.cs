using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Benchmarks;

/// <summary>The mechanism and the data that the engine is timed on: SEIRM, and seeded waves of cases with noise.</summary>
internal static class SyntheticTraining
{
    private const double Population = 1e6;

    /// <summary>
    /// Susceptible, exposed, infectious, recovered, dead; four parameters from the network, of which transmission changes
    /// weekly; reported incidence is observed.
    /// </summary>
    /// <param name="variant">What the force of infection is made of.</param>
    public static MechanismIr Seirm(Variant variant = Variant.Plain)
    {
        Unit people = Unit.Of("people"), perDay = Unit.Parse("1/day");
        Expression living = Ref("S") + Ref("E") + Ref("I") + Ref("R");
        var none = new Number(0, Unit.One);
        Expression share = variant switch
        {
            Variant.Coupled => new Mix("travel", Ref("I") / living),
            Variant.Closure => new ClosureCall("contact", [Ref("I") / living, Ref("S") / living]) * Ref("I") / living,
            _ => Ref("I") / living,
        };
        ImmutableArray<Symbol> further = variant switch
        {
            Variant.Coupled => [new MatrixSymbol("travel", Unit.One, Axis.Location, Axis.Location, null, null, Place.None)],
            Variant.Closure => [new ClosureSymbol("contact", Unit.One, 0.2, 1.8, 8, null, null, Place.None)],
            _ => [],
        };
        return new(
            "Seirm", null,
            [
                Compartment("S"), Compartment("E"), Compartment("I"), Compartment("R"), Compartment("M"),
                new NeuralSymbol("beta", perDay, 0.05, 1.5, Cadence.Weekly, null, "transmission", Place.None),
                new NeuralSymbol("sigma", perDay, 0.1, 1, Cadence.Never, null, null, Place.None),
                new NeuralSymbol("gamma", perDay, 0.05, 0.5, Cadence.Never, null, null, Place.None),
                new NeuralSymbol("fatality", Unit.One, 0.001, 0.05, Cadence.Never, null, null, Place.None),
                new LearnedSymbol("reported", Unit.One, 0.01, 0.9, null, "reporting", Place.None),
                new LearnedSymbol("infected0", Unit.One, 1e-6, 1e-3, null, null, Place.None),
                new InputSymbol("population", people, 1, null, null, null, Place.None),
                .. further,
            ],
            [
                new FlowStatement("infection", "S", "E", Ref("beta") * share, Place.None),
                new FlowStatement("onset", "E", "I", Ref("sigma"), Place.None),
                new SplitStatement("death", "recovery", "I", Ref("gamma"), "M", Ref("fatality"), "R", Place.None),
                new StartStatement("E", Ref("infected0") * Ref("population"), Place.None),
                new StartStatement("I", Ref("infected0") * Ref("population"), Place.None),
                new StartStatement("R", none * Ref("population"), Place.None),
                new StartStatement("M", none * Ref("population"), Place.None),
                new StartRestStatement("S", Ref("population"), Place.None),
                new ObserveStatement("cases", people, Ref("reported") * new Incidence("infection"), Place.None),
            ]);

        static Reference Ref(string name) => new(name);

        CompartmentSymbol Compartment(string name) => new(name, people, null, null, Place.None);
    }

    /// <summary>Data of a shape; the same seed gives the same bits.</summary>
    /// <param name="shape">Its size; the name "sparse" gives matrices of a few neighbours, any other all pairs.</param>
    /// <param name="layout">Of the mechanism.</param>
    /// <param name="seed">Of waves, noise and history.</param>
    /// <param name="history">False where no network reads it.</param>
    public static CalibrationData Data(EngineShape shape, KernelLayout layout, ulong seed, bool history = true)
    {
        var random = new SplitMix(seed);
        int cells = shape.Steps * shape.Locations;
        var inputs = new double[cells * layout.Inputs.Length];
        Array.Fill(inputs, Population);
        var cases = new double[cells];
        for (int i = 0; i < cells; i++)
        {
            int step = i / shape.Locations, lane = i % shape.Locations;
            double wave = 1 + Math.Sin(2 * Math.PI * (step / 90.0 + lane / (double)shape.Locations));
            cases[i] = Math.Round(shape.StepDays * (20 + 200 * wave * (0.5 + random.NextDouble())));
        }

        var features = new float[history ? cells * shape.Features : 0];
        for (int i = 0; i < features.Length; i++)
        {
            features[i] = (float)(Math.Sqrt(12) * (random.NextDouble() - 0.5));
        }

        var target = new TargetSeries(0, cases, LossScale.SquareRoot, Weekdays: shape.StepDays == 1);
        return new(shape.Steps, shape.Steps, shape.Locations, shape.StepDays, 0, inputs, [target], shape.Features, features)
        {
            Couplings = layout.Couplings.ToImmutableDictionary(name => name, _ => Travel(shape.Locations, shape.Name == "sparse" ? 2 : shape.Locations)),
        };
    }

    // Nine tenths at home, the rest evenly among the places within so many.
    private static CouplingMatrix Travel(int locations, int reach)
    {
        var entries = new double[locations * locations];
        for (int i = 0; i < locations; i++)
        {
            int first = Math.Max(0, i - reach), last = Math.Min(locations - 1, i + reach);
            for (int j = first; j <= last; j++)
            {
                entries[i * locations + j] = (i == j ? 0.9 : 0) + 0.1 / (last - first + 1);
            }
        }

        return new(locations, entries);
    }

    /// <summary>What the force of infection is made of.</summary>
    internal enum Variant
    {
        Plain,

        /// <summary>A matrix between all locations.</summary>
        Coupled,

        /// <summary>A network inside the step.</summary>
        Closure,
    }
}
