// expect: NG0001 at 15
// A property of the running program.
using NimmGen;
using static NimmGen.Units;

public sealed class AppDomainData : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        var d = System.AppDomain.CurrentDomain;
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
