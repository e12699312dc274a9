// expect: NG0001 at 17
// expect: NG0001 at 18
// expect: NG0001 at 19
// Numbers that are not int or double.
using NimmGen;
using static NimmGen.Units;

public sealed class StrangeNumbers : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        var a = 1m;
        var b = 1ul;
        var c = 1f;
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
