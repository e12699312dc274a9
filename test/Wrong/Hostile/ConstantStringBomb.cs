// expect: NG0001 at 13
// expect: NG0001 at 14
// expect: NG0001 at 15
// Constants that double: the compiler would fold them.
using NimmGen;
using static NimmGen.Units;

public sealed class ConstantStringBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    const string A = "aaaaaaaaaaaaaaaa";
    const string B = A + A + A + A;
    const string C = B + B + B + B;

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
