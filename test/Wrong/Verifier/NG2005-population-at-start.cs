// expect: NG2005 at 18
using NimmGen;
using static NimmGen.Units;

public sealed class PopulationAtStart : Model
{
    readonly Compartment S = new(One);
    readonly Compartment I = new(One);
    readonly Compartment R = new(One);
    readonly Neural beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };
    readonly Learned gamma = new(PerDay, 0.05, 0.5);
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
    readonly Constant mortality = new(PerYear, 0.5);
    readonly Input herd = new(One, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, beta * I / herd);
        Flow(I, R, gamma);
        Outflow(R, mortality);
        Start(I, infected0 * herd);
        Start(R, 0);
        StartRest(S, herd);
        Observe("cases", One, Incidence(infection));
    }
}
