// expect: NG2006 at 8
using NimmGen;
using static NimmGen.Units;

public sealed class NobodyRecovers : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 2) { Role = Role.Transmission };
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, beta * I / (S + I));
        Start(I, infected0 * population);
        StartRest(S, population);
        Observe("cases", People, Incidence(infection));
    }
}
