// expect: NG0001 at 21
// A static initialiser that calls itself.
using NimmGen;
using static NimmGen.Units;

public sealed class StaticFieldRecursion : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    static readonly int Depth = Down(3);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }

    private static int Down(int n) => Down(n + 1);
}
