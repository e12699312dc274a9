// expect: NG6101 at 11
using NimmGen;

public sealed class NetworkShapesDiffer : Network
{
    readonly Gru encoder = new(hidden: 16);

    protected override Signal Define(Signal history, Signal steps)
    {
        Signal summary = encoder.Of(history).MeanOverTime();
        return encoder.Of(Concat(steps, summary));
    }
}
