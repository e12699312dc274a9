using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Tumour size in a trial: exponential growth and a kill by exposure that fades as resistance grows. Claret et al. 2009, J. Clin. Oncol.
/// 27:4103, doi:10.1200/JCO.2008.21.0807, equation 1 (closed form for constant exposure). For sums of longest diameters by week.
/// </summary>
public sealed class ClaretTumour : Model
{
    readonly Quantity Y = new(Millimeter);   // sum of longest diameters
    readonly Quantity E = new(Fraction);     // effect of the drug that resistance has left

    readonly Learned growth = new(PerWeek, 1e-3, 0.1);
    readonly Learned kill = new(PerWeek, 1e-3, 0.5) { Role = Role.Treatment };   // at exposure one
    readonly Learned resistance = new(PerWeek, 1e-3, 0.5);     // rate at which the kill fades

    readonly Input exposure = new(One, min: 0, max: 10);       // relative to the standard dose
    readonly Input size0 = new(Millimeter, min: 1);

    protected override void Define()
    {
        Growth(Y, growth - kill * exposure * E);
        Growth(E, -resistance);

        Start(Y, size0);
        Start(E, 1);

        Observe("size", Millimeter, Y);
    }
}
