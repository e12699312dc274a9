// expect: NG0001 at 15
// A preprocessor directive.
using NimmGen;
using static NimmGen.Units;

public sealed class DirectiveLine : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        #line 1 "other.cs"
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
