// expect: NG6105 at 6
using NimmGen;

public sealed class NetworkLayerTwice : Network
{
    readonly Linear map = new(16);

    protected override Signal Define(Signal history, Signal steps)
    {
        Signal once = Tanh(map.Of(history));
        return map.Of(once).MeanOverTime().Repeat(steps);
    }
}
