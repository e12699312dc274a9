// expect: NG0006 at 16
// expect: NG0005 at 18
using NimmGen;
using static NimmGen.Units;

public sealed class OutsideArray : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Compartment[] parts = [S, I];
        Flow(parts[1], parts[2], beta);
        Expr ok = parts[0];
        Flow(I, S, 1 / 2 * PerDay);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
