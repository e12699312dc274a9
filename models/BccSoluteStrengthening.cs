using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Yield strength of a body-centred cubic high-entropy alloy by its edge dislocations. Maresca and Curtin 2020, Acta Mater. 182:235,
/// doi:10.1016/j.actamat.2019.10.015, equations 11 and 12 joined in one exponential of the power .91; reduced form of Lee et al. 2021,
/// Nat. Commun. 12:5474, doi:10.1038/s41467-021-25807-w, prefactors .040 and 2.00, with the modulus softening exponentially.
/// For static data: a sample a row.
/// </summary>
public sealed class BccSoluteStrengthening : Model
{
    readonly Neural shearModulus = new(GPa, 20, 160);       // at the reference temperature
    readonly Neural poisson = new(One, 0.22, 0.45);         // Poisson's ratio
    readonly Neural burgers = new(Angstrom, 2.4, 3.1);      // Burgers vector
    readonly Neural misfit = new(One, 1e-5, 5e-2);          // sum of concentration times squared misfit volume over the sixth power of the Burgers vector
    readonly Learned softening = new(One / Kelvin, 1e-5, 3e-4);
    readonly Constant lineTension = new(One, 1 / 12.0);     // over shear modulus and squared Burgers vector
    readonly Constant taylor = new(One, 3.06);              // Taylor factor
    readonly Constant strainRate = new(PerSecond, 1e-3);
    readonly Constant referenceRate = new(PerSecond, 1e4);
    readonly Constant boltzmann = new(JoulePerKelvin, 1.380649e-23);
    readonly Constant referenceTemperature = new(Kelvin, 300);
    readonly Input temperature = new(Kelvin, min: 1);

    protected override void Define()
    {
        Expr modulus = Let("modulus", shearModulus * Exp(-softening * (temperature - referenceTemperature)));
        Expr elastic = Let("elastic", (1 + poisson) / (1 - poisson));
        Expr stress = Let("zeroTemperatureStress", 0.040 * Pow(lineTension, -1 / 3.0) * modulus * Pow(elastic, 4 / 3.0) * Pow(misfit, 2 / 3.0));
        Expr barrier = Let("energyBarrier", 2.00 * Pow(lineTension, 1 / 3.0) * modulus * Pow(burgers, 3) * Pow(elastic, 2 / 3.0) * Pow(misfit, 1 / 3.0));
        Expr activation = boltzmann * temperature / barrier * Log(referenceRate / strainRate);

        Observe("yield_strength", MPa, taylor * stress * Exp(-Pow(activation, 0.91) / 0.55));
    }
}
