// expect: NG0006 at 15
// A billion sub-steps.
using NimmGen;
using static NimmGen.Units;

public sealed class SubStepBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Solver(Scheme.RungeKutta4, subSteps: 1000000000);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
