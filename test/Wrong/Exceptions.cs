// expect: NG0001 at 17
// expect: NG0001 at 23
// expect: NG0001 at 23
// expect: NG0001 at 24
using NimmGen;
using static NimmGen.Units;

public sealed class Exceptions : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        try
        {
        }
        finally
        {
        }
        using System.IDisposable d = null;
        var q = from x in new[] { 1 } select x;
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
