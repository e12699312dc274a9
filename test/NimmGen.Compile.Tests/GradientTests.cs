using NimmGen.Ir;

namespace NimmGen.Compile.Tests;

/// <summary>Reverse mode against central differences.</summary>
public sealed class GradientTests
{
    [Theory]
    [InlineData(Scheme.Hazard)]
    [InlineData(Scheme.RungeKutta4)]
    [InlineData(Scheme.Euler)]
    [InlineData(Scheme.Patankar)]
    [InlineData(Scheme.Stiff)]
    public void Everything_differentiates(Scheme scheme)
    {
        foreach (int subSteps in new[] { 1, 3 })
        {
            AgreesWithDifferences(new Trial(Models.Everything(scheme, subSteps), new KernelOptions(1), 3, 4, seed: 8));
            AgreesWithDifferences(new Trial(Models.Seirm(scheme, subSteps), new KernelOptions(1), 9, 4, seed: 9));
        }
    }

    [Theory]
    [InlineData(false, false, 4000)]
    [InlineData(true, false, 5000)]
    [InlineData(false, true, 6000)]
    [InlineData(true, true, 7000)]
    public void Random_models_differentiate(bool coupled, bool delayed, int first)
    {
        // A thousand graphs over the four cases and five schemes.
        for (int seed = first; seed < first + 250; seed++)
        {
            Scheme? scheme = seed % 5 == 4 ? Scheme.Stiff : null;
            MechanismIr model = RandomModels.Create(seed, coupled, delayed, scheme);
            AgreesWithDifferences(new Trial(model, new KernelOptions(1, 1 + (seed % 2)), 1 + (seed % 3), 3, seed, flowTotals: false), sampled: seed);
        }
    }

    [Fact]
    public void The_state_adjoint_is_the_derivative_by_the_state_at_the_start_of_the_range()
    {
        var t = new Trial(Models.Everything(), new KernelOptions(1), 2, 5, seed: 4);
        t.Run();
        t.Kernel.Differentiate(t.Buffers, 2, 5, throughStart: false);
        double[] adjoint = [.. t.Buffers.StateAdjoint];
        double[] before = [.. t.Buffers.States];
        for (int c = 0; c < t.Buffers.Layout.States.Length; c++)
        {
            int at = t.Buffers.StateRow(2, c) + 1;
            double numeric = Difference(h =>
            {
                before.CopyTo(t.Buffers.States, 0);
                t.Buffers.States[at] += h;
                t.Kernel.Simulate(t.Buffers, 2, 5);
                return t.Loss(2);
            }, before[at]);
            Close.Equal(numeric, adjoint[(c * t.Buffers.Stride) + 1], 1e-6, 1e-4, t.Buffers.Layout.States[c]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-12)]
    [InlineData(1e-7)]
    [InlineData(1e-3)]
    [InlineData(0.031)]
    [InlineData(0.032)]
    [InlineData(1)]
    [InlineData(40)]
    public void Competing_hazards_differentiate_at_any_size(double hazard)
    {
        // Two exits a and b of one compartment, dt = 1: moved = a phi(a + b), by hand.
        MechanismIr model = new("Exits", null, [
                Models.Compartment("X"), Models.Compartment("Y"), Models.Compartment("Z"), Models.Learned("a", Models.PerDay), Models.Learned("b", Models.PerDay),
            ],
            [
                Models.Flow("fa", "X", "Y", Models.Ref("a")), Models.Flow("fb", "X", "Z", Models.Ref("b")),
                Models.Start("X", Models.Num(1)), Models.Start("Y", Models.Num(0)), Models.Start("Z", Models.Num(0)),
                Models.Observe("y", Models.People, new Incidence("fa")),
            ]);
        var t = new Trial(model, new KernelOptions(1, 1), 1, 1, seed: 0);
        t.Buffers.Learned[0] = t.Buffers.Learned[1] = hazard;
        t.Buffers.ObservationAdjoint[0] = 1;
        t.Run();
        t.Kernel.Differentiate(t.Buffers, 0, 1, throughStart: true);
        (double phi, double slope) = PhiBySeries(2 * hazard);
        Close.Equal(hazard * phi, t.Buffers.Observations[0], 1e-13);
        Close.Equal(phi + (hazard * slope), t.Buffers.LearnedAdjoint[0], 1e-12);
        Close.Equal(hazard * slope, t.Buffers.LearnedAdjoint[1], 1e-12);
    }

    // phi(z) = (1 - exp(-z)) / z and its derivative: the Taylor series where the quotient would cancel, else the quotient.
    private static (double Phi, double Slope) PhiBySeries(double z)
    {
        if (z > 2)
        {
            double quotient = (1 - Math.Exp(-z)) / z;
            return (quotient, (Math.Exp(-z) - quotient) / z);
        }

        double phi = 1, slope = 0, term = 1;
        for (int n = 1; n < 40; n++)
        {
            // term = (-z)^(n-1) / n!, so -term / (n + 1) times n is the n-th term of the derivative.
            slope -= term * n / (n + 1);
            term *= -z / (n + 1);
            phi += term;
        }

        return (phi, slope);
    }

    // With a seed only some of the parameters are tried.
    private static void AgreesWithDifferences(Trial t, int? sampled = null)
    {
        Random? choice = sampled is { } seed ? new Random(seed) : null;
        SimulationBuffers b = t.Buffers;
        t.Run();
        t.Kernel.Differentiate(b, 0, t.Steps, throughStart: true);
        b.KeepsSubSteps = true;
        double[] neural = [.. b.NeuralAdjoint], learned = [.. b.LearnedAdjoint], weights = [.. b.WeightAdjoint];
        for (int w = 0; w < weights.Length; w++)
        {
            Check(b.Weights, w, weights[w], $"weight {w}");
        }

        for (int q = 0; q < learned.Length; q++)
        {
            Check(b.Learned, q, learned[q], b.Layout.Learneds[q]);
        }

        for (int step = 0; step < t.Steps; step++)
        {
            for (int p = 0; p < b.Layout.Neurals.Length; p++)
            {
                int at = b.NeuralRow(step, p) + b.Lanes - 1;
                Check(b.Neural, at, neural[at], $"{b.Layout.Neurals[p]} at step {step}");
            }
        }

        void Check(double[] values, int at, double adjoint, string what)
        {
            if (choice?.Next(6) > 0)
            {
                return;
            }

            double before = values[at];
            double At(double h)
            {
                values[at] = before + h;
                t.Run();
                return t.Loss();
            }

            // Extrapolated central differences of a loss of up to a few thousand: noise about 1e-7 in absolute terms. Where a minimum or a
            // transfer's limit is within reach of the step, a smaller one does not reach it.
            string tried = "";
            bool agrees = false;
            foreach (double reach in new[] { 1, 0.1, 0.01, 0.001 })
            {
                double numeric = Difference(At, before, reach);
                tried += $" {numeric:R}";
                agrees |= Math.Abs(numeric - adjoint) <= 1e-6 * Math.Max(Math.Max(Math.Abs(numeric), Math.Abs(adjoint)), 0.1);
                if (agrees)
                {
                    break;
                }
            }

            values[at] = before;
            Assert.True(agrees, $"{t.Model.Name}, {t.Model.Scheme}: {what}: adjoint {adjoint:R}, differences{tried}");
        }
    }

    // Central differences at h and h/2, extrapolated: error O(h^4).
    private static double Difference(Func<double, double> lossAt, double value, double reach = 1)
    {
        double h = 1e-3 * reach * Math.Max(0.1, Math.Abs(value));
        double Slope(double step) => (lossAt(step) - lossAt(-step)) / (2 * step);
        return ((4 * Slope(h / 2)) - Slope(h)) / 3;
    }
}
