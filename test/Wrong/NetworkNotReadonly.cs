// expect: NG0004 at 6
using NimmGen;

public sealed class NetworkNotReadonly : Network
{
    Linear map = new(16);

    protected override Signal Define(Signal history, Signal steps)
    {
        return map.Of(history).MeanOverTime().Repeat(steps);
    }
}
