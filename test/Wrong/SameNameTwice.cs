// expect: NG0007 at 17
// expect: NG0007 at 18
// expect: NG0007 at 19
using NimmGen;
using static NimmGen.Units;

public sealed class SameNameTwice : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Let("force", beta);
        Let("force", beta);
        Let("S", beta);
        Flow(I, S, beta, name: "force");
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
