// expect: NG0001 at 20
// Code that a runtime would run when it loads the assembly.
using NimmGen;
using static NimmGen.Units;

public sealed class ModuleInitialiser : Model
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

    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Init() { }
}
