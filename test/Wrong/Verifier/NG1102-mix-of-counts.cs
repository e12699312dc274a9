// expect: NG1102 at 22
using NimmGen;
using static NimmGen.Units;

public sealed class MixOfCounts : Model
{
    static readonly Axis Age = new("0-17", "18+");

    readonly Compartment S = new(People, Age);
    readonly Compartment I = new(People, Age);
    readonly Compartment R = new(People, Age);

    readonly Matrix contacts = new(PerDay, Age);
    readonly Neural infectivity = new(One / People, 1e-8, 1e-6) { Role = Role.Transmission };
    readonly Constant gamma = new(PerDay, 0.2);
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);

    readonly Input population = new(People, Age, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, infectivity * Mix(contacts, I));
        Flow(I, R, gamma);

        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Sum(Incidence(infection), over: Age));
    }
}
