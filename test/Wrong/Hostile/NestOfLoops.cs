// expect: NG0001 at 15
// Loops in loops: ten to the sixth steps.
using NimmGen;
using static NimmGen.Units;

public sealed class NestOfLoops : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        for (int a = 0; a < 10; a++) for (int b = 0; b < 10; b++) for (int c = 0; c < 10; c++) for (int d = 0; d < 10; d++) for (int e = 0; e < 10; e++) for (int f = 0; f < 10; f++) { double x = 1; }
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
