// expect: NG0001 at 15
// Two readings would give two models.
using NimmGen;
using static NimmGen.Units;

public sealed class RandomNumber : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        double x = System.Random.Shared.NextDouble();
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
