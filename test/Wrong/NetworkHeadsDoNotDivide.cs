// expect: NG6101 at 10
using NimmGen;

public sealed class NetworkHeadsDoNotDivide : Network
{
    readonly SelfAttention attention = new(heads: 3);

    protected override Signal Define(Signal history, Signal steps)
    {
        return attention.Of(history).MeanOverTime().Repeat(steps);
    }
}
