// expect: NG0001 at 15
// Methods that every object has.
using NimmGen;
using static NimmGen.Units;

public sealed class StaticMethodOfObject : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        bool b = ReferenceEquals(S, I);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
