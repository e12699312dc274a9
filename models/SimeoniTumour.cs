using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// A tumour in a mouse under an anticancer drug: exponential then linear growth, and hit cells that die through three transit
/// compartments. Simeoni et al. 2004, Cancer Res. 64:1094, doi:10.1158/0008-5472.CAN-03-2524, equations 3 to 6 with psi = 20. For tumour
/// weight in xenografts with the plasma level in the data.
/// </summary>
public sealed class SimeoniTumour : Model
{
    readonly Quantity X = new(Gram);                   // proliferating cells
    readonly Compartment D = new(Gram, stages: 3);     // hit cells on their way to death
    readonly Compartment Z = new(Gram);                // dead cells, which weigh nothing any more

    readonly Learned exponential = new(PerDay, 0.05, 1);       // growth while small
    readonly Learned linear = new(Gram / Day, 0.02, 1);        // growth when large
    readonly Learned potency = new(Litre / Milligram / Day, 1e-4, 0.1) { Role = Role.Treatment };   // kill by the drug
    readonly Learned transit = new(PerDay, 0.02, 1);           // one over the time from hit to death

    readonly Input concentration = new(Milligram / Litre, min: 0, max: 20);   // in plasma
    readonly Input weight0 = new(Gram, min: 0.005, max: 0.5);

    protected override void Define()
    {
        Expr total = X + D;
        Expr kill = Let("kill", potency * concentration);
        Growth(X, exponential / Pow(1 + Pow(exponential * total / linear, 20), 1 / 20.0) - kill);
        Inflow(D, kill * X);
        Flow(D, Z, transit);

        Start(X, weight0);
        Start(D, 0);
        Start(Z, 0);

        Observe("weight", Gram, total);
    }
}
