// expect: NG0001 at 11
// Half a character.
using NimmGen;
using static NimmGen.Units;

public sealed class EscapedSurrogate : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    static readonly Axis Age = new("\uD800", "old");

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
