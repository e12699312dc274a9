// expect: NG0001 at 15
// Unsafe code.
using NimmGen;
using static NimmGen.Units;

public sealed class Unsafe : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        unsafe { int* p = null; }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
