// expect: NG0001 at 17
using NimmGen;
using static NimmGen.Units;

public sealed class GrowingString : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        string s = "0123456789";
        for (int i = 0; i < 30; i++)
        {
            s = s + s;
        }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
