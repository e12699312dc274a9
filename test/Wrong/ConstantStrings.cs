// expect: NG0001 at 11
// expect: NG0001 at 12
using NimmGen;
using static NimmGen.Units;

public sealed class ConstantStrings : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    const string a = "0123456789";
    const string b = a + a + a + a;

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));

        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
