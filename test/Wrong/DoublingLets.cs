// expect: NG0001 at 28
using NimmGen;
using static NimmGen.Units;

public sealed class DoublingLets : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Expr a0 = beta;
        Expr a1 = Let("d1", a0 + a0);
        Expr a2 = Let("d2", a1 + a1);
        Expr a3 = Let("d3", a2 + a2);
        Expr a4 = Let("d4", a3 + a3);
        Expr a5 = Let("d5", a4 + a4);
        Expr a6 = Let("d6", a5 + a5);
        Expr a7 = Let("d7", a6 + a6);
        Expr a8 = Let("d8", a7 + a7);
        Expr a9 = Let("d9", a8 + a8);
        Expr a10 = Let("d10", a9 + a9);
        Expr a11 = Let("d11", a10 + a10);
        Expr a12 = Let("d12", a11 + a11);
        Expr a13 = Let("d13", a12 + a12);
        Expr a14 = Let("d14", a13 + a13);
        Expr a15 = Let("d15", a14 + a14);
        Expr a16 = Let("d16", a15 + a15);
        Expr a17 = Let("d17", a16 + a16);
        Expr a18 = Let("d18", a17 + a17);
        Expr a19 = Let("d19", a18 + a18);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
