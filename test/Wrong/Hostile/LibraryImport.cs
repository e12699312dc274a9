// expect: NG0001 at 9
// expect: NG0001 at 23
// expect: NG0001 at 24
// expect: NG0001 at 24
// A native function.
using NimmGen;
using static NimmGen.Units;

public sealed partial class LibraryImport : Model
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

    [System.Runtime.InteropServices.LibraryImport("libc")]
    private static partial int getpid();
}
