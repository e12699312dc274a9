// expect: NG0002 at 15
// No letter at all.
using NimmGen;
using static NimmGen.Units;

public sealed class EmojiName : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        double 🦠 = 1;
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
