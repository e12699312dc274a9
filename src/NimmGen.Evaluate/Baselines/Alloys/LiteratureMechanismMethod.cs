using NimmGen.Data;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// Solute strengthening with values from tables of the elements and nothing learned: mean shear modulus, the misfit from the
/// deviation of atomic volumes, the Burgers vector from the mean atomic volume. Tables rarely have Poisson's ratio: 0.3 for all.
/// </summary>
public sealed class LiteratureMechanismMethod : SamplesMethod
{
    private const double Poisson = 0.3;

    public override string Name => "literature-mechanism";

    public override string Title => "mechanism, literature values";

    public override string Settings => $"solute strengthening, Poisson's ratio {Poisson}";

    public override string? WhyNot(BenchmarkTask task, string mode) =>
        base.WhyNot(task, mode) ?? (Needed.FirstOrDefault(c => task.Task.Panel.Card.FindChannel(c) is null) is { } missing ? $"needs the channel {missing}" : null);

    private static readonly string[] Needed = ["shear_modulus_mean", "atomic_volume_mean", "atomic_volume_deviation", "temperature"];

    protected override double[] Predict(ForecastTask task, IReadOnlyList<int> training, IReadOnlyList<int> held, double[] truth, int option, CellContext context)
    {
        Panel panel = task.Panel;
        bool bcc = panel.Card.FindChannel("lattice_bcc_mean") is not null;
        return
        [
            .. held.Select(s =>
            {
                double volume = panel.At("atomic_volume_mean", 0, s), deviation = panel.At("atomic_volume_deviation", 0, s);

                // Two atoms a cell and half the body's diagonal; four atoms and half the face's.
                double burgers = bcc ? Math.Sqrt(3) / 2 * Math.Cbrt(2 * volume) : Math.Cbrt(4 * volume) / Math.Sqrt(2);
                return (bcc ? SoluteStrengthening.Bcc : SoluteStrengthening.Fcc)
                    .YieldStrength(panel.At("shear_modulus_mean", 0, s), Poisson, burgers, deviation * deviation, panel.At("temperature", 0, s));
            }),
        ];
    }
}
