using NimmGen;

namespace Models;

/// <summary>Encoder over the observed history, decoder over all steps to simulate.</summary>
public sealed class GruWithAttention : Network
{
    readonly Gru encoder = new(hidden: 32, layers: 2, bidirectional: true);
    readonly SelfAttention attention = new(heads: 4);
    readonly Linear context = new(64);
    readonly Gru decoder = new(hidden: 32, bidirectional: true);
    readonly Embedding place = new(8);

    protected override Signal Define(Signal history, Signal steps)
    {
        Signal encoded = attention.Of(encoder.Of(Standardise(history)));
        Signal summary = Tanh(context.Of(Concat(encoded.MeanOverTime(), place.OfLocation())));
        return decoder.Of(Concat(steps, summary.Repeat(steps)));
    }
}
