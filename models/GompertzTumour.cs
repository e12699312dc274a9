using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// A tumour whose growth slows exponentially towards a capacity. Laird 1964, Br. J. Cancer 18:490, doi:10.1038/bjc.1964.55; parameters
/// as in Benzekry et al. 2014, PLoS Comput. Biol. 10:e1003800, doi:10.1371/journal.pcbi.1003800, equation 4 (solved in closed form). For
/// tumours without treatment.
/// </summary>
public sealed class GompertzTumour : Model
{
    readonly Quantity V = new(CubicCentimeter);   // tumour volume

    readonly Learned growth = new(PerDay, 1e-4, 0.5);           // rate at which growth slows
    readonly Learned capacity = new(CubicCentimeter, 1, 3000);  // volume at which growth ends
    readonly Input volume0 = new(CubicCentimeter, min: 1e-3);

    protected override void Define()
    {
        Growth(V, growth * Log(capacity / V));
        Start(V, volume0);
        Observe("tumour_volume", CubicCentimeter, V);
    }
}
