using NimmGen.Compile;
using NimmGen.Evaluate;
using NimmGen.Evaluate.Baselines;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Search.Benchmarks;

/// <summary>
/// Solute strengthening whose parameters a small network takes from the composition: a hand-made neural-integrated mechanism of
/// the kind that the benchmark is about. The penalty on its weights is chosen on the inner folds.
/// </summary>
internal sealed class MechanismNetworkMethod : SamplesMethod
{
    private const int Revision = 2;
    private const int Hidden = 16;
    private static readonly double[] Penalties = [1, 10, 100];

    public override string Name => "mechanism-network";

    public override string Title => "mechanism and network";

    public override string Settings => $"solute strengthening {Revision}, one hidden layer of {Hidden}, penalty of {string.Join(' ', Penalties)}";

    public override bool Seeded => true;

    protected override int Options => Penalties.Length;

    protected override string Describe(int option) => $"penalty {Penalties[option]}";

    protected override double[] Predict(ForecastTask task, IReadOnlyList<int> training, IReadOnlyList<int> held, double[] truth, int option, CellContext context)
    {
        bool bcc = task.Panel.Card.FindChannel("lattice_bcc_mean") is not null;
        MechanismKernel kernel = MechanismKernel.Compile(BaselineProgram.Read(bcc ? Bcc : Fcc, Name, context.Cancellation), new KernelOptions(1));
        var settings = new StaticSettings { Seed = context.Seed };
        settings = settings with { Evaluations = context.Scaled(settings.Evaluations, 5) };
        return StaticTraining.Train(task, kernel, training, new(Hidden, Penalties[option]), settings, context.Cancellation)?.Predict(held)
            ?? [.. Enumerable.Repeat(double.NaN, held.Count)];
    }

    // The equations of SoluteStrengthening in the exponential form, which is smooth and positive at all temperatures, and a
    // friction stress for what size misfit does not explain: grain boundaries, interstitials, order.
    internal static string Fcc { get; } = Program("FccStrength", "0.01785", "1.5618", "0.123", "20, 150", "2.3, 3.2");

    internal static string Bcc { get; } = Program("BccStrength", "0.040", "2.00", "1 / 12.0", "20, 160", "2.4, 3.1");

    private static string Program(string name, string stress, string barrier, string tension, string modulus, string burgers) =>
        $$"""
        using NimmGen;
        using static NimmGen.Units;
        namespace Baselines;

        /// <summary>Solute strengthening by edge dislocations, with a friction stress.</summary>
        public sealed class {{name}} : Model
        {
            readonly Neural shearModulus = new(GPa, {{modulus}});
            readonly Neural poisson = new(One, 0.2, 0.45);
            readonly Neural burgers = new(Angstrom, {{burgers}});
            readonly Neural misfit = new(One, 1e-5, 5e-2);
            readonly Neural friction = new(MPa, 1, 800);
            readonly Constant lineTension = new(One, {{tension}});
            readonly Constant taylor = new(One, 3.06);
            readonly Constant strainRate = new(PerSecond, 1e-3);
            readonly Constant referenceRate = new(PerSecond, 1e4);
            readonly Constant boltzmann = new(JoulePerKelvin, 1.380649e-23);
            readonly Input temperature = new(Kelvin, min: 1);

            protected override void Define()
            {
                Expr elastic = (1 + poisson) / (1 - poisson);
                Expr stress = {{stress}} * Pow(lineTension, -1 / 3.0) * shearModulus * Pow(elastic, 4 / 3.0) * Pow(misfit, 2 / 3.0);
                Expr barrier = {{barrier}} * Pow(lineTension, 1 / 3.0) * shearModulus * Pow(burgers, 3) * Pow(elastic, 2 / 3.0) * Pow(misfit, 1 / 3.0);
                Expr activation = boltzmann * temperature / barrier * Log(referenceRate / strainRate);
                Observe("yield_strength", MPa, taylor * stress * Exp(-activation / 0.55) + friction);
            }
        }
        """;
}
