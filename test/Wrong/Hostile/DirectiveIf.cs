// expect: NG0001 at 16
// expect: NG0001 at 17
// A preprocessor directive.
using NimmGen;
using static NimmGen.Units;

public sealed class DirectiveIf : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        #if true
        #endif
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
