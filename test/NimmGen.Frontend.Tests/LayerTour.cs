using NimmGen;
using static System.Math;

namespace Models;

/// <summary>Every layer and function of the language once.</summary>
public sealed class LayerTour : Network
{
    const int Width = 16;

    readonly Conv1d filter = new(Width, kernel: 5, causal: false, init: Initial.Kaiming);
    readonly Conv1d past = new(Width, dilation: 2);
    readonly PositionalEncoding position = new();
    readonly TransformerBlock block = new(heads: 2, window: 8, expand: 2, dropout: 0.1);
    readonly SelfAttention weekly = new();
    readonly LayerNorm norm = new();
    readonly Lstm reader = new(hidden: 8, bidirectional: true, init: Initial.Orthogonal);
    readonly Mlp mix = new([32, Width], Activation.Gelu);
    readonly Dropout drop = new(0.2);
    readonly Embedding place = new(4);
    readonly Gru decoder = new(hidden: 16, layers: 2);
    readonly Linear gate = new(Width, init: Initial.Zero);

    protected override Signal Define(Signal history, Signal steps)
    {
        Signal smooth = Smooth(Standardise(history), days: 14);
        Signal x = Relu(filter.Of(Concat(history, smooth, Season(history, harmonics: 2))));
        x += past.Of(x);
        x = block.Of(position.Of(x));
        Signal weeks = weekly.Of(WeeklyMeans(x));
        for (int i = 0; i < 2; i++)
        {
            weeks = norm.Of(weeks + 0.5 * weeks);
        }

        Signal summary = Join(reader.Of(weeks).Last(), x.SumOverTime() * (1 / Sqrt(2.0)));
        Signal shared = mix.Of(drop.Of(Concat(summary, Sigmoid(place.OfLocation()))));
        Signal open = 1 - Sigmoid(gate.Of(shared));
        Signal decoded = decoder.Of(Concat(steps, Season(steps), (open * Tanh(shared) - 0.1).Repeat(steps)));
        return Softplus(decoded) + -Gelu(decoded) / 3;
    }

    private static Signal Join(Signal a, Signal b) => Concat(a, b, a * b);
}
