// expect: NG1101 at 26
using NimmGen;
using static NimmGen.Units;

public sealed class NoSuchGroup : Model
{
    static readonly Axis Age = new("0-17", "18+");

    readonly Compartment S = new(People, Age);
    readonly Compartment I = new(People, Age);
    readonly Compartment R = new(People, Age);

    readonly Matrix contacts = new(PerDay, Age);
    readonly Neural infectivity = new(Fraction, 0.01, 0.2) { Role = Role.Transmission };
    readonly Constant gamma = new(PerDay, 0.2);
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);

    readonly Input population = new(People, Age, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, infectivity * Mix(contacts, I / population));
        Flow(I, R, gamma);

        Start(I, infected0 * population);
        Start(R, 0 * population[Age["65+"]]);
        StartRest(S, population);

        Observe("cases", People, Sum(Incidence(infection), over: Age));
    }
}
