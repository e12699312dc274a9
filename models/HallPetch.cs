using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Yield strength by grain size: the finer the grains, the stronger. Hall 1951, Proc. Phys. Soc. B 64:747,
/// doi:10.1088/0370-1301/64/9/303; Petch 1953, J. Iron Steel Inst. 174:25. For one alloy in several grain sizes. Static: a sample a row.
/// </summary>
public sealed class HallPetch : Model
{
    readonly Learned friction = new(MPa, 10, 1000);          // strength of one grain
    readonly Learned slope = new(MPa, 50, 2000);             // gain at a grain size of a micrometre
    readonly Constant micrometre = new(Millimeter, 1e-3);
    readonly Input grainSize = new(Millimeter, min: 1e-5);

    protected override void Define() =>
        Observe("yield_strength", MPa, friction + slope * Sqrt(micrometre / grainSize));
}
