// expect: NG0001 at 5
// An attribute of the whole assembly.
using NimmGen;
using static NimmGen.Units;
[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("NimmGen.Frontend")]

public sealed class AssemblyAttribute : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
