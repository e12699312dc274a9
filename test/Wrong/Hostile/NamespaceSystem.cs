// expect: NG0001 at 21
// A namespace that adds to the library.
using NimmGen;
using static NimmGen.Units;

public sealed class NamespaceSystem : Model
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

namespace System
{
    public sealed class Extra : Model { protected override void Define() { } }
}
