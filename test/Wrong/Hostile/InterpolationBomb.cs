// expect: NG0001 at 18
// A string that doubles with each turn.
using NimmGen;
using static NimmGen.Units;

public sealed class InterpolationBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        string s = "x";
        for (int i = 0; i < 40; i++)
        {
            s = $"{s}{s}";
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
