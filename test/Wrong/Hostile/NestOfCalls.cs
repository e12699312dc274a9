// expect: NG0001 at 52
// Forty methods, each calling the next.
using NimmGen;
using static NimmGen.Units;

public sealed class NestOfCalls : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        double x = F0(1);
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }

    private static double F0(double x) => F1(x);
    private static double F1(double x) => F2(x);
    private static double F2(double x) => F3(x);
    private static double F3(double x) => F4(x);
    private static double F4(double x) => F5(x);
    private static double F5(double x) => F6(x);
    private static double F6(double x) => F7(x);
    private static double F7(double x) => F8(x);
    private static double F8(double x) => F9(x);
    private static double F9(double x) => F10(x);
    private static double F10(double x) => F11(x);
    private static double F11(double x) => F12(x);
    private static double F12(double x) => F13(x);
    private static double F13(double x) => F14(x);
    private static double F14(double x) => F15(x);
    private static double F15(double x) => F16(x);
    private static double F16(double x) => F17(x);
    private static double F17(double x) => F18(x);
    private static double F18(double x) => F19(x);
    private static double F19(double x) => F20(x);
    private static double F20(double x) => F21(x);
    private static double F21(double x) => F22(x);
    private static double F22(double x) => F23(x);
    private static double F23(double x) => F24(x);
    private static double F24(double x) => F25(x);
    private static double F25(double x) => F26(x);
    private static double F26(double x) => F27(x);
    private static double F27(double x) => F28(x);
    private static double F28(double x) => F29(x);
    private static double F29(double x) => F30(x);
    private static double F30(double x) => F31(x);
    private static double F31(double x) => F32(x);
    private static double F32(double x) => F33(x);
    private static double F33(double x) => F34(x);
    private static double F34(double x) => F35(x);
    private static double F35(double x) => F36(x);
    private static double F36(double x) => F37(x);
    private static double F37(double x) => F38(x);
    private static double F38(double x) => F39(x);
    private static double F39(double x) => F40(x);
    private static double F40(double x) => x;
}
