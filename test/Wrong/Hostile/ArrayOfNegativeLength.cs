// expect: NG0002 at 15
// Less than nothing.
using NimmGen;
using static NimmGen.Units;

public sealed class ArrayOfNegativeLength : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        var a = new Expr[-1];
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
