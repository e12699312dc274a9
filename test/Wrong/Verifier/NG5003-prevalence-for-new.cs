// expect: NG5003 at 23 with data
using NimmGen;
using static NimmGen.Units;

public sealed class PrevalenceForNew : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Compartment R = new(People);
    readonly Neural beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };
    readonly Learned gamma = new(PerDay, 0.05, 0.5);
    readonly Constant infected0 = new(Fraction, 1e-4);
    readonly Learned reported = new(Fraction, 0.01, 0.5);
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I + R));
        Flow(I, R, gamma);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Observe("cases", People, reported * I);
    }
}
