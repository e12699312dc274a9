// expect: NG0004 at 14
using NimmGen;
using static NimmGen.Units;

public sealed class SymbolInDefine : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Compartment R = new(People);
        Flow(I, R, beta);
        Start(R, 0);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
