// expect: NG0002 at 17
// A string without an end.
using NimmGen;
using static NimmGen.Units;

public sealed class UnterminatedString : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases, People, I);
    }
}
