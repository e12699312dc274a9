// expect: NG0001 at 20
// Runs before anything else.
using NimmGen;
using static NimmGen.Units;

public sealed class StaticConstructorWithEffect : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }

    static StaticConstructorWithEffect()
    {
        System.Environment.Exit(0);
    }
}
