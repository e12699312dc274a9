// expect: NG0001 at 21
// Each method calls the next one twice.
using NimmGen;
using static NimmGen.Units;

public sealed class CallBomb : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Expr x = G0(beta);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }

    private static Expr G0(Expr x) => G1(x) + G1(x); private static Expr G1(Expr x) => G2(x) + G2(x); private static Expr G2(Expr x) => G3(x) + G3(x); private static Expr G3(Expr x) => G4(x) + G4(x); private static Expr G4(Expr x) => G5(x) + G5(x); private static Expr G5(Expr x) => G6(x) + G6(x); private static Expr G6(Expr x) => G7(x) + G7(x); private static Expr G7(Expr x) => G8(x) + G8(x); private static Expr G8(Expr x) => G9(x) + G9(x); private static Expr G9(Expr x) => G10(x) + G10(x); private static Expr G10(Expr x) => G11(x) + G11(x); private static Expr G11(Expr x) => G12(x) + G12(x); private static Expr G12(Expr x) => G13(x) + G13(x); private static Expr G13(Expr x) => G14(x) + G14(x); private static Expr G14(Expr x) => G15(x) + G15(x); private static Expr G15(Expr x) => G16(x) + G16(x); private static Expr G16(Expr x) => G17(x) + G17(x); private static Expr G17(Expr x) => G18(x) + G18(x); private static Expr G18(Expr x) => G19(x) + G19(x); private static Expr G19(Expr x) => G20(x) + G20(x); private static Expr G20(Expr x) => G21(x) + G21(x); private static Expr G21(Expr x) => G22(x) + G22(x); private static Expr G22(Expr x) => G23(x) + G23(x); private static Expr G23(Expr x) => G24(x) + G24(x); private static Expr G24(Expr x) => G25(x) + G25(x); private static Expr G25(Expr x) => x;
}
