using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Tumour volume under chemotherapy and radiotherapy: Gompertz growth, log-cell kill by a drug with first-order
/// elimination, linear-quadratic radiation kill. Geng, Paganetti and Grassberger 2017, Sci. Rep. 7:13542,
/// doi:10.1038/s41598-017-13646-z, equation 7 for growth and radiation.
/// For daily volumes under both treatments.
/// </summary>
public sealed class TumourChemoRadio : Model
{
    readonly Quantity V = new(CubicCentimeter);   // tumour volume
    readonly Compartment C = new(Milligram);      // drug in the body

    readonly Neural growth = new(PerDay, 1e-4, 0.05);
    readonly Learned capacity = new(CubicCentimeter, 30, 3000);
    readonly Learned chemoKill = new(PerDay / Milligram, 0, 0.1) { Role = Role.Treatment };
    readonly Learned alpha = new(One / Gray, 0.001, 0.5);   // linear radiosensitivity
    readonly Constant alphaOverBeta = new(Gray, 10);
    readonly Constant elimination = new(PerDay, 0.5);
    readonly Input chemoDose = new(Milligram / Day, min: 0);
    readonly Input radioDose = new(Gray, min: 0);   // dose of one fraction, one fraction a day
    readonly Input volume0 = new(CubicCentimeter, min: 0.01);

    protected override void Define()
    {
        Inflow(C, chemoDose);
        Outflow(C, elimination);

        Expr radioKill = Let("radioKill", alpha * (radioDose + radioDose * radioDose / alphaOverBeta) * PerDay, Role.Treatment);
        Growth(V, perCapita: growth * Log(capacity / V) - chemoKill * C - radioKill);

        Start(V, volume0);
        Start(C, 0 * Milligram);

        Observe("tumour_volume", CubicCentimeter, V);
    }
}
