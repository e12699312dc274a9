// expect: NG9004 at 28
using NimmGen;
using static NimmGen.Units;

public sealed class NoKernel : Model
{
    static readonly Axis Age = new("0-17", "18+");

    readonly Compartment S = new(People, Age);
    readonly Compartment I = new(People, Age);
    readonly Compartment R = new(People, Age);

    readonly Matrix contacts = new(PerDay, Age);
    readonly Learned infectivity = new(Fraction, 0.01, 0.5) { Role = Role.Transmission };
    readonly Constant gamma = new(PerDay, 0.2);

    readonly Input population = new(People, Age, min: 1);

    protected override void Define()
    {
        Flow infection = Flow(S, I, infectivity * Mix(contacts, I / population));
        Flow(I, R, gamma);

        Start(I, 1e-4 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Sum(Delay(Sum(Incidence(infection), over: Age), mean: 4 * Days), over: Location));
    }
}
