using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// A tumour that gains through its surface and loses through its volume. von Bertalanffy 1957, Q. Rev. Biol. 32:217,
/// doi:10.1086/401873, in the form of Vaidya and Alexandro 1982, Int. J. Biomed. Comput. 13:19, doi:10.1016/0020-7101(82)90048-4
/// (closed form: its cube root relaxes exponentially); equation 6 of Benzekry et al. 2014, PLoS Comput. Biol. 10:e1003800,
/// doi:10.1371/journal.pcbi.1003800, with the exponent 2/3. For tumours whose growth slows early.
/// </summary>
public sealed class BertalanffyTumour : Model
{
    readonly Quantity V = new(CubicCentimeter);   // tumour volume

    readonly Learned gain = new(Centimeter / Day, 1e-3, 2);    // through the surface
    readonly Learned loss = new(PerDay, 1e-3, 0.5);            // through the volume
    readonly Input volume0 = new(CubicCentimeter, min: 1e-3);

    protected override void Define()
    {
        Growth(V, gain * Pow(V / (1 * CubicCentimeter), -1 / 3.0) / (1 * Centimeter) - loss);
        Start(V, volume0);
        Observe("tumour_volume", CubicCentimeter, V);
    }
}
