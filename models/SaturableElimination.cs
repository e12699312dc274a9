using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// A drug whose elimination saturates, as phenytoin or ethanol: Michaelis-Menten elimination from one compartment. Wagner 1973,
/// J. Pharmacokinet. Biopharm. 1:103, doi:10.1007/BF01059625 (closed form after one dose by the Lambert function: Beal 1982);
/// Gabrielsson and Weiner 2016, Pharmacokinetic and Pharmacodynamic Data Analysis, equation 2:270. For levels that fall in a line first
/// and bend later.
/// </summary>
public sealed class SaturableElimination : Model
{
    readonly Compartment C = new(Milligram);   // drug in the body

    readonly Learned maximum = new(Milligram / Hour, 1, 100);   // elimination at saturation
    readonly Learned half = new(Milligram / Litre, 0.5, 50);    // level at which elimination is half of the maximum
    readonly Learned volume = new(Litre, 10, 100);              // of distribution
    readonly Input dose = new(Milligram, min: 0) { Role = Role.Treatment };   // given at the first row

    protected override void Define()
    {
        Outflow(C, maximum / (half * volume + C));

        Start(C, dose);

        Observe("concentration", Milligram / Litre, C / volume);
    }
}
