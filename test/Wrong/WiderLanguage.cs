// expect: NG0002 at 11
using NimmGen;
using static NimmGen.Units;

public sealed class WiderLanguage : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    readonly Compartment E = new(People, stages: 2);
    readonly Matrix contacts = new(PerDay);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));

        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
