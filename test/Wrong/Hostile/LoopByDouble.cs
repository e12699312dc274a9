// expect: NG0001 at 16
// A number that never arrives.
using NimmGen;
using static NimmGen.Units;

public sealed class LoopByDouble : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        double x = 0;
        for (int i = 0; x < 1; i++)
        {
            x = x / 2;
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
