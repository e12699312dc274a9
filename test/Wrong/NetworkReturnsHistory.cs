// expect: NG6103 at 8
using NimmGen;

public sealed class NetworkReturnsHistory : Network
{
    readonly Gru encoder = new(hidden: 16);

    protected override Signal Define(Signal history, Signal steps)
    {
        return encoder.Of(history);
    }
}
