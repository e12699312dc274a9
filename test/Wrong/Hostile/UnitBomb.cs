// expect: NG0006 at 18
// A unit that squares itself.
using NimmGen;
using static NimmGen.Units;

public sealed class UnitBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        UnitOfMeasure u = People;
        for (int i = 0; i < 64; i++)
        {
            u = u * u;
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
