// expect: NG0002 at 11
// Constants that need each other.
using NimmGen;
using static NimmGen.Units;

public sealed class ConstantCircle : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    const int A = B + 1;
    const int B = A + 1;

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
