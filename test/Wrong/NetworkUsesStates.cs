// expect: NG0002 at 10
using NimmGen;

public sealed class NetworkUsesStates : Network
{
    readonly Linear map = new(16);

    protected override Signal Define(Signal history, Signal steps)
    {
        Observe("cases", People, map.Of(history));
        return map.Of(history).MeanOverTime().Repeat(steps);
    }
}
