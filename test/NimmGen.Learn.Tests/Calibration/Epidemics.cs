using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn.Tests.Calibration;

/// <summary>Mechanisms and simulated data for calibration tests.</summary>
internal static class Epidemics
{
    private static readonly Unit People = Unit.Of("people");
    private static readonly Unit PerDay = Unit.Parse("1/day");

    /// <summary>Susceptible, exposed, infectious, recovered, dead; new infections and deaths are observed.</summary>
    /// <param name="every">Cadence of the transmission rate.</param>
    /// <param name="reporting">True for a share reported by place (never changes) and a fatality that changes every step.</param>
    public static MechanismIr Seirm(Cadence? every = null, bool reporting = false)
    {
        Expression living = Ref("S") + Ref("E") + Ref("I") + Ref("R");
        ImmutableArray<Symbol> symbols =
        [
            Compartment("S"), Compartment("E"), Compartment("I"), Compartment("R"), Compartment("M"),
            new NeuralSymbol("beta", PerDay, 0.02, 3, every ?? Cadence.Weekly, null, "transmission", Place.None),
            new LearnedSymbol("gamma", PerDay, 0.05, 1, null, null, Place.None),
            new LearnedSymbol("infected0", Unit.One, 1e-5, 1e-2, null, null, Place.None),
            new ConstantSymbol("sigma", PerDay, 0.3, null, null, Place.None),
            new InputSymbol("population", People, null, null, null, null, Place.None),
            reporting
                ? new NeuralSymbol("reported", Unit.One, 0.05, 1, Cadence.Never, null, null, Place.None)
                : new ConstantSymbol("reported", Unit.One, 0.5, null, null, Place.None),
            reporting
                ? new NeuralSymbol("fatality", Unit.One, 0.005, 0.2, Cadence.EveryStep, null, null, Place.None)
                : new ConstantSymbol("fatality", Unit.One, 0.02, null, null, Place.None),
        ];
        return new("Seirm", null, symbols,
            [
                new FlowStatement("infection", "S", "E", Ref("beta") * Ref("I") / living, Place.None),
                new FlowStatement("onset", "E", "I", Ref("sigma"), Place.None),
                new SplitStatement("death", "recovery", "I", Ref("gamma"), "M", Ref("fatality"), "R", Place.None),
                new StartRestStatement("S", Ref("population"), Place.None),
                Start("E", Ref("infected0") * Ref("population")),
                Start("I", Ref("infected0") * Ref("population")),
                Start("R", new Number(0, Unit.One) * Ref("population")),
                Start("M", new Number(0, Unit.One) * Ref("population")),
                new ObserveStatement("cases", People, Ref("reported") * new Incidence("infection"), Place.None),
                new ObserveStatement("deaths", People, new Incidence("death"), Place.None),
            ],
            Scheme.RungeKutta4, 2);
    }

    /// <summary>Growth at up to 400 a day, squared: overflows within days.</summary>
    public static MechanismIr Explosive() => new("Explosive", null,
        [
            new QuantitySymbol("V", Unit.One, null, null, Place.None),
            new LearnedSymbol("rate", PerDay, 300, 400, null, null, Place.None),
        ],
        [
            new GrowthStatement("V", Ref("rate") * Ref("V"), Place.None),
            Start("V", new Number(1, Unit.One)),
            new ObserveStatement("volume", Unit.One, Ref("V"), Place.None),
        ],
        Scheme.Euler, 4);

    public static MechanismKernel Compile(MechanismIr model, double stepDays = 1) => MechanismKernel.Compile(model, new KernelOptions(stepDays));

    /// <summary>Data with nothing observed and everybody alive.</summary>
    public static CalibrationData Empty(MechanismKernel kernel, int steps, int lanes, double population = 1e5, LossScale scale = LossScale.SquareRoot, double stepDays = 1)
    {
        double[] inputs = [.. Enumerable.Repeat(population, steps * lanes * kernel.Layout.Inputs.Length)];
        return new(
            steps, steps, lanes, stepDays, 3, inputs,
            [.. kernel.Layout.Observations.Select((_, o) => new TargetSeries(o, [.. Enumerable.Repeat(double.NaN, steps * lanes)], scale, Weekdays: o == 0 && stepDays == 1))],
            2, [.. Enumerable.Range(0, steps * lanes * 2).Select(i => (float)Math.Sin(0.1 * i))]);
    }

    /// <summary>The data with what the model says under the given raw values as observations, each times its weekday's factor.</summary>
    public static (CalibrationData Data, double[] Cases, double[] Beta) Observed(
        MechanismIr model, MechanismKernel kernel, CalibrationData empty, Func<int, double> beta, double[] learned, Func<int, double>? weekday = null)
    {
        ParameterGrid grid = Grid(model, kernel, empty);
        var trajectory = new Trajectory(model, kernel, empty, grid);
        var raw = new double[grid.Size];
        int p = kernel.Layout.Neurals.IndexOf("beta");
        var values = new double[grid.Segments(p)];
        for (int s = 0; s < values.Length; s++)
        {
            values[s] = beta(grid.StepOf(p, s));
            raw.AsSpan(grid.Offset(p) + s * empty.Lanes, empty.Lanes).Fill(trajectory.NeuralTransform(p).Raw(values[s]));
        }

        trajectory.SetLearned(learned);
        trajectory.SetNeural(raw);
        kernel.Start(trajectory.Buffers);
        kernel.Simulate(trajectory.Buffers, 0, empty.TrainSteps);
        double[] Series(int o) => [.. Enumerable.Range(0, empty.TrainSteps).SelectMany(t => trajectory.Buffers.ObservationLanes(t, o).ToArray())];
        double[] cases = Series(0);
        ImmutableArray<TargetSeries> targets =
        [
            .. empty.Targets.Select(t => t with
            {
                Values = [.. Series(t.Observation).Select((v, i) => t.Weekdays && weekday is not null ? v * weekday((i / empty.Lanes + empty.FirstWeekday) % 7) : v)],
            }),
        ];
        return (empty with { Targets = targets }, cases, values);
    }

    public static ParameterGrid Grid(MechanismIr model, MechanismKernel kernel, CalibrationData data) =>
        new([.. kernel.Layout.Neurals.Select(n => (NeuralSymbol)model.Find(n)!)], data.StepDays, data.TrainSteps, data.TrainSteps, data.Lanes);

    private static NimmGen.Ir.Reference Ref(string name) => new(name);

    private static CompartmentSymbol Compartment(string name) => new(name, People, null, null, Place.None);

    private static StartStatement Start(string state, Expression value) => new(state, value, Place.None);
}
