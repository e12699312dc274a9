// expect: NG0001 at 11
// A static initialiser with an effect.
using NimmGen;
using static NimmGen.Units;

public sealed class StaticFieldReadsFile : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);
    static readonly string Secret = System.IO.File.ReadAllText("/etc/passwd");

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
