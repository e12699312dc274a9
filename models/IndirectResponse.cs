using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// A drug that inhibits the production of what is measured, as warfarin does for prothrombin: the effect lags behind the level. Dayneka,
/// Garg and Jusko 1993, J. Pharmacokinet. Biopharm. 21:457, doi:10.1007/BF01061691, model I. For a level and a response over hours.
/// </summary>
public sealed class IndirectResponse : Model
{
    readonly Compartment C = new(Milligram);   // drug in the body
    readonly Compartment R = new(Percent);     // response, of its value without the drug

    readonly Learned elimination = new(PerHour, 0.005, 0.5);
    readonly Learned half = new(Milligram, 1, 500);             // amount that halves the production
    readonly Learned turnover = new(PerHour, 0.005, 1);         // loss of the response
    readonly Input dose = new(Milligram, min: 0) { Role = Role.Treatment };   // given at the first row

    protected override void Define()
    {
        Outflow(C, elimination);
        Inflow(R, turnover * (100 * Percent) * half / (half + C));
        Outflow(R, turnover);

        Start(C, dose);
        Start(R, 100 * Percent);

        Observe("drug", Milligram, C);
        Observe("response", Percent, R);
    }
}
