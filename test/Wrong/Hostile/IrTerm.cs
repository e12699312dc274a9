// expect: NG0001 at 16
// A term of the IR.
using NimmGen;
using NimmGen.Ir;
using static NimmGen.Units;

public sealed class IrTerm : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        var n = new NimmGen.Ir.Number(1, NimmGen.Ir.Unit.One);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
