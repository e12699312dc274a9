// expect: NG0001 at 16
// expect: NG0001 at 16
// A string of a billion characters.
using NimmGen;
using static NimmGen.Units;

public sealed class NewString : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        string s = new string('x', 1000000000);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
