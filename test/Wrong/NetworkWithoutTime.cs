// expect: NG6102 at 10
using NimmGen;

public sealed class NetworkWithoutTime : Network
{
    readonly Gru decoder = new(hidden: 16);

    protected override Signal Define(Signal history, Signal steps)
    {
        return decoder.Of(history.MeanOverTime());
    }
}
