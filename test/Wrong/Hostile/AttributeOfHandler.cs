// expect: NG0001 at 21
// An interpolation handler: the compiler calls its methods.
using NimmGen;
using static NimmGen.Units;

public sealed class AttributeOfHandler : Model
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

[System.Runtime.CompilerServices.InterpolatedStringHandler]
public struct Handler { public Handler(int a, int b) { } }
