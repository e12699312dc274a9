// expect: NG0001 at 20
// Attribute arguments are folded by the compiler.
using NimmGen;
using static NimmGen.Units;

public sealed class AttributeBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }

    [System.Obsolete("a" + "b" + "c" + "d" + "e" + "f" + "g")]
    private static int Unity() => 1;
}
