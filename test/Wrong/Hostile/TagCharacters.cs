// expect: NG0002 at 15
// Letters from the far planes.
using NimmGen;
using static NimmGen.Units;

public sealed class TagCharacters : Model
{
    readonly Compartment S = new(People);
    readonly Compartment I = new(People);
    readonly Neural beta = new(PerDay, 0.1, 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        double x󠁁 = 1;
        Start(I, 1 * People);
        Start(S, 99 * People);
        Observe("cases", People, I);
    }
}
