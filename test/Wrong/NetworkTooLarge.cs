// expect: NG6107 at 8
using NimmGen;

public sealed class NetworkTooLarge : Network
{
    readonly Lstm encoder = new(hidden: 1024, layers: 4);

    protected override Signal Define(Signal history, Signal steps)
    {
        return encoder.Of(history).Last().Repeat(steps);
    }
}
