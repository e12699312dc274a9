// expect: NG0007 at 21
// A class that hides Math.
using NimmGen;
using static NimmGen.Units;

public sealed class ClassNamedMath : Model
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
}

public sealed class Math : Model
{
    protected override void Define() { }
}
