// expect: NG0001 at 15
// A preprocessor directive.
using NimmGen;
using static NimmGen.Units;

public sealed class DirectivePragmaChecksum : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        #pragma checksum "a.cs" "{406EA660-64CF-4C82-B6F0-42D48172A799}" "00"
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
