// expect: NG6104 at 7
// expect: NG6104 at 8
using NimmGen;

public sealed class NetworkNumberOutOfRange : Network
{
    readonly Conv1d filter = new(8, kernel: 4, causal: false);
    readonly Dropout drop = new(20);

    protected override Signal Define(Signal history, Signal steps)
    {
        return drop.Of(history).MeanOverTime().Repeat(steps);
    }
}
