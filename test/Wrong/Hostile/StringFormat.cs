// expect: NG0001 at 15
// A method of strings that allocates at will.
using NimmGen;
using static NimmGen.Units;

public sealed class StringFormat : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        string s = string.Format("{0,1000000000}", 1);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
