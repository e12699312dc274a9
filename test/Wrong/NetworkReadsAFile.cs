// expect: NG0001 at 11
using NimmGen;

public sealed class NetworkReadsAFile : Network
{
    readonly Linear map = new(16);

    protected override Signal Define(Signal history, Signal steps)
    {
        Signal x = map.Of(history);
        double scale = System.IO.File.ReadAllText("/etc/passwd").Length;
        return (scale * x).MeanOverTime().Repeat(steps);
    }
}
