using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Yield strength of a face-centred cubic solid solution against temperature: dislocations pinned by atoms of other sizes. Varvenne et
/// al. 2016, Acta Mater. 118:164, doi:10.1016/j.actamat.2016.07.040, equations 27 to 29, with the reduced prefactors .01785 and 1.5618.
/// For static data: a sample a row. Where grain size is in the data, add HallPetch's term.
/// </summary>
public sealed class FccSoluteStrengthening : Model
{
    readonly Neural shearModulus = new(GPa, 20, 150);
    readonly Neural poisson = new(One, 0.2, 0.45);          // Poisson's ratio
    readonly Neural burgers = new(Angstrom, 2.3, 3.2);      // Burgers vector
    readonly Neural misfit = new(One, 1e-5, 2e-2);          // sum of concentration times squared misfit volume over the sixth power of the Burgers vector
    readonly Constant lineTension = new(One, 0.123);        // over shear modulus and squared Burgers vector
    readonly Constant taylor = new(One, 3.06);              // Taylor factor
    readonly Constant strainRate = new(PerSecond, 1e-3);
    readonly Constant referenceRate = new(PerSecond, 1e4);
    readonly Constant boltzmann = new(JoulePerKelvin, 1.380649e-23);
    readonly Input temperature = new(Kelvin, min: 1);

    protected override void Define()
    {
        Expr elastic = Let("elastic", (1 + poisson) / (1 - poisson));
        Expr stress = Let("zeroTemperatureStress", 0.01785 * Pow(lineTension, -1 / 3.0) * shearModulus * Pow(elastic, 4 / 3.0) * Pow(misfit, 2 / 3.0));
        Expr barrier = Let("energyBarrier", 1.5618 * Pow(lineTension, 1 / 3.0) * shearModulus * Pow(burgers, 3) * Pow(elastic, 2 / 3.0) * Pow(misfit, 1 / 3.0));
        Expr activation = boltzmann * temperature / barrier * Log(referenceRate / strainRate);

        Observe("yield_strength", MPa, taylor * stress * Exp(-activation / 0.51));
    }
}
