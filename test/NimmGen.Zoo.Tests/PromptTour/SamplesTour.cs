using NimmGen;
using static NimmGen.Units;

namespace Tours;

/// <summary>What the page for authors says of samples without time.</summary>
public sealed class SamplesTour : Model
{
    readonly Neural athermal = new(MPa, 50, 3000, every: Every.Never);
    readonly Neural slope = new(One, 0.1, 3, every: Every.Never);
    readonly Constant scale = new(Kelvin, 1500);
    readonly Input temperature = new(Kelvin, min: 4, max: 2000);

    protected override void Define()
    {
        Expr strength = Let("strength", athermal * Exp(-slope * temperature / scale));
        Observe("yield_strength", MPa, strength);
    }
}
