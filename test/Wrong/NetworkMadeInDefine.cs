// expect: NG0004 at 10
using NimmGen;

public sealed class NetworkMadeInDefine : Network
{
    readonly Linear map = new(16);

    protected override Signal Define(Signal history, Signal steps)
    {
        return map.Of(new Gru(16).Of(history)).MeanOverTime().Repeat(steps);
    }
}
