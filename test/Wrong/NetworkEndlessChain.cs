// expect: NG6107 at 14
// expect: NG6107 at 17
using NimmGen;

public sealed class NetworkEndlessChain : Network
{
    readonly Linear map = new(16);

    protected override Signal Define(Signal history, Signal steps)
    {
        Signal x = map.Of(history);
        for (int i = 0; i < 5000; i++)
        {
            x = Tanh(x);
        }

        return x.MeanOverTime().Repeat(steps);
    }
}
