using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// A stock of fish from year to year: offspring fall as the parents crowd. Ricker 1954, J. Fish. Res. Board Can. 11:559,
/// doi:10.1139/f54-039; Hilborn and Walters 1992, Quantitative Fisheries Stock Assessment, equation 7.5.6 (its logarithm). A map.
/// For yearly counts of generations that do not overlap.
/// </summary>
public sealed class RickerMap : Model
{
    readonly Quantity N = new(One);   // stock, in thousands

    readonly Learned growth = new(One, 0.1, 3);          // logarithm of the offspring of one while few
    readonly Learned capacity = new(One, 10, 10000);     // stock that replaces itself
    readonly Learned stock0 = new(One, 1, 10000);

    protected override void Define()
    {
        Next(N, N * Exp(growth * (1 - N / capacity)));
        Start(N, stock0);
        Observe("stock", One, N);
    }
}
