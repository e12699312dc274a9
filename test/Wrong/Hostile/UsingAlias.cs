// expect: NG0001 at 5
// Another name for a type.
using NimmGen;
using static NimmGen.Units;
using F = System.IO.File;

public sealed class UsingAlias : Model
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
