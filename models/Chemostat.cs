using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Bacteria in a vessel that is fed and emptied at one rate. Monod 1950, Ann. Inst. Pasteur 79:390; Smith and Waltman 1995, The Theory
/// of the Chemostat, doi:10.1017/CBO9780511530043, equation 1.2. For optical density and substrate by hour.
/// </summary>
public sealed class Chemostat : Model
{
    readonly Compartment N = new(Gram / Litre);   // substrate
    readonly Compartment B = new(Gram / Litre);   // bacteria

    readonly Learned growth = new(PerHour, 0.05, 2);        // at plenty of substrate
    readonly Learned half = new(Gram / Litre, 0.01, 5);     // substrate at which growth is half of that
    readonly Constant yield = new(One, 0.5);                // bacteria from substrate
    readonly Input dilution = new(PerHour, min: 0, max: 2);
    readonly Input feed = new(Gram / Litre, min: 0, max: 100);   // substrate in what flows in
    readonly Learned bacteria0 = new(Gram / Litre, 1e-3, 1);

    protected override void Define()
    {
        Expr eaten = Let("eatenShare", growth / (half + N));   // of the substrate, by a gram of bacteria in a litre
        Inflow(N, dilution * feed);
        Outflow(N, eaten * B / yield);
        Outflow(N, dilution);
        Inflow(B, eaten * N * B);
        Outflow(B, dilution);

        Start(N, feed);
        Start(B, bacteria0);

        Observe("substrate", Gram / Litre, N);
        Observe("density", Gram / Litre, B);
    }
}
