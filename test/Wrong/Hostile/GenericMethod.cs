// expect: NG0001 at 21
// A method for all types.
using NimmGen;
using static NimmGen.Units;

public sealed class GenericMethod : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        F(1);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }

    private static void F<T>(T x) { }
}
