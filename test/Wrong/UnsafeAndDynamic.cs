// expect: NG0001 at 18
// expect: NG0001 at 19
// expect: NG0001 at 22
// expect: NG0001 at 23
// expect: NG0001 at 24
using NimmGen;
using static NimmGen.Units;

public sealed class UnsafeAndDynamic : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        dynamic x = 1;
        unsafe
        {
        }
        goto end;
        throw null;
        end:
        Start(I, 0);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
