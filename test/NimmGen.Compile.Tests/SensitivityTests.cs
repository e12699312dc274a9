using NimmGen.Ir;
using static NimmGen.Compile.Tests.Models;

namespace NimmGen.Compile.Tests;

/// <summary>d log y / d log p against closed forms and differences, and what it says of the design's two examples.</summary>
public sealed class SensitivityTests
{
    private static readonly Dictionary<string, double> Point = new() { ["beta"] = 0.6, ["reported"] = 0.3, ["gamma"] = 0.25, ["infected0"] = 1e-3, ["population"] = 1e5 };

    [Fact]
    public void A_decay_has_the_closed_form()
    {
        // y = scale x0 exp(-h t): d log y / d log h = -h t, d log y / d log scale = 1.
        MechanismIr model = new("Decay", null, [Compartment("X"), Neural("h", PerDay), Learned("scale", Unit.One)],
            [new OutflowStatement("out", "X", Ref("h"), Place.None), Start("X", Num(100)), Observe("x", People, Ref("scale") * Ref("X"))]);
        double[,] s = Sensitivity.Of(model, new Dictionary<string, double> { ["h"] = 0.3, ["scale"] = 0.7 }, 5, 2);
        Assert.Equal(["h", "scale"], Sensitivity.Parameters(model));
        for (int t = 0; t < 5; t++)
        {
            Close.Equal(-0.3 * 2 * (t + 1), s[t, 0], 1e-12);
            Close.Equal(1, s[t, 1], 1e-12);
        }
    }

    [Fact]
    public void It_agrees_with_differences()
    {
        double[,] s = Sensitivity.Of(Seirm(), Point, 30, 1);
        string[] names = [.. Sensitivity.Parameters(Seirm())];
        for (int p = 0; p < names.Length; p++)
        {
            double[] Log(double h)
            {
                var t = new Trial(Seirm(), new KernelOptions(1), 1, 30, seed: 0);
                double Value(string name) => Point[name] * (name == names[p] ? Math.Exp(h) : 1);
                Array.Fill(t.Buffers.Neural, Value("beta"));
                Array.Fill(t.Buffers.Inputs, 1e5);
                t.Buffers.Layout.Learneds.Select(n => Value(n)).ToArray().CopyTo(t.Buffers.Learned, 0);
                t.Run();
                return [.. t.Buffers.Observations.Select(y => Math.Log(y))];
            }

            double[] up = Log(1e-5), down = Log(-1e-5);
            for (int t = 0; t < 30; t++)
            {
                Close.Equal((up[t] - down[t]) / 2e-5, s[t, p], 1e-7, 1e-2, $"{names[p]} at {t}");
            }
        }
    }

    [Fact]
    public void A_channel_that_is_zero_has_rows_of_zeros_and_what_is_left_out_is_mid_range()
    {
        MechanismIr model = new("Zero", null, [Neural("n", Unit.One), Input("x", Unit.One) with { Min = 0, Max = 4 }],
            [Observe("zero", Unit.One, Num(0) * Ref("n")), Observe("sum", Unit.One, Ref("n") + Ref("x"))]);
        double[,] s = Sensitivity.Of(model, new Dictionary<string, double>(), 2, 1);
        Assert.Equal(0, s[0, 0]);
        double n = Math.Sqrt(0.01 * 2);
        Close.Equal(n / (n + 2), s[2, 0], 1e-12);
    }
}
