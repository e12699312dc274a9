// expect: NG2006 at 8
using NimmGen;
using static NimmGen.Units;

public sealed class NoFirstCase : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Compartment R = new(People);
    readonly Neural beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };
    readonly Learned gamma = new(PerDay, 0.05, 0.5);
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, beta * I / (S + I + R));
        Flow(I, R, gamma);
        Start(I, 0);
        Start(R, 0);
        StartRest(S, population);
        Observe("cases", People, Incidence(infection));
    }
}
