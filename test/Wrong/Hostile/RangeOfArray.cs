// expect: NG0001 at 17
// expect: NG0001 at 18
// Ranges and indices from the end.
using NimmGen;
using static NimmGen.Units;

public sealed class RangeOfArray : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Compartment[] c = [S, I];
        var d = c[0..1];
        var e = c[^1];
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
