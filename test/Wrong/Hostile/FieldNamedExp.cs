// expect: NG0007 at 11
// A field that hides a function.
using NimmGen;
using static NimmGen.Units;

public sealed class FieldNamedExp : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    readonly Learned Exp = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
