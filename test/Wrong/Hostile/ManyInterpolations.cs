// expect: NG0001 at 15
// Nested interpolations take the parser exponential time.
using NimmGen;
using static NimmGen.Units;

public sealed class ManyInterpolations : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        string s = $"a{$"a{$"a{$"a{$"a{$"a{$"a{$"a{$"a{$"a{$"a{$"a{1}"}"}"}"}"}"}"}"}"}"}"}";
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
