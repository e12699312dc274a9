using NimmGen.Evaluate.Baselines;

namespace NimmGen.Evaluate.Tests;

/// <summary>Solute strengthening beside a published prediction, and regression beside a closed form.</summary>
public sealed class AlloyTests
{
    [Fact]
    public void The_equimolar_Cantor_alloy_is_near_its_published_prediction()
    {
        // Atomic volumes and moduli of Varvenne, Luque and Curtin 2016 for CoCrFeMnNi; they predict 125 MPa at 293 K.
        double[] volumes = [11.12, 12.27, 12.09, 12.60, 10.94];
        double mean = volumes.Average(), misfit = volumes.Average(v => (v - mean) * (v - mean));
        double strength = SoluteStrengthening.Fcc.YieldStrength(81, 0.25, Math.Cbrt(4 * mean) / Math.Sqrt(2), misfit, 293);
        Assert.InRange(strength, 110, 145);
    }

    [Fact]
    public void Strength_falls_with_temperature_and_without_misfit_there_is_none()
    {
        double At(double misfit, double kelvin) => SoluteStrengthening.Bcc.YieldStrength(60, 0.38, 2.8, misfit, kelvin);
        Assert.Equal(0, At(0, 300));
        Assert.True(At(1.5, 300) > At(1.5, 900) && At(1.5, 900) > At(1.5, 1800) && At(1.5, 1800) > 0);
    }

    [Fact]
    public void Least_squares_finds_a_plane()
    {
        var random = new Random(1);
        double[][] rows = [.. Enumerable.Range(0, 30).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        double[] solution = LinearSystem.LeastSquares(rows, [.. rows.Select(r => 3 * r[0] - 2 * r[1])], _ => 0)!;
        Assert.Equal(3, solution[0], 9);
        Assert.Equal(-2, solution[1], 9);
        Assert.Null(LinearSystem.Cholesky(new double[,] { { 1, 0 }, { 1, 1 } }, [1, 1]));
    }
}
