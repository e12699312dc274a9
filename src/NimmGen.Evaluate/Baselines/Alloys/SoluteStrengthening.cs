namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// Yield strength of a random solid solution by edge dislocations in their reduced, isotropic form. Face-centred cubic:
/// Varvenne, Luque and Curtin 2016, Acta Mater. 118:164, doi:10.1016/j.actamat.2016.07.040, with the coefficients as Yin and
/// Curtin 2019, npj Comput. Mater. 5:14, doi:10.1038/s41524-019-0151-x, print them: 0.01785 = 0.051 x 0.35 and
/// 1.5618 = 0.274 x 5.70. Body-centred cubic: Maresca and Curtin 2020, Acta Mater. 182:235,
/// doi:10.1016/j.actamat.2019.10.015: 0.040 and 2.00 with a line tension of 1/12. The form and 0.051, 0.274, 10^4/s and 0.55
/// were compared with the public program SSPredict (DS-Wen/SSPredict).
/// </summary>
/// <param name="StressFactor">Before the stress at zero temperature.</param>
/// <param name="BarrierFactor">Before the energy barrier.</param>
/// <param name="LineTension">Over shear modulus times squared Burgers vector.</param>
public sealed record SoluteStrengthening(double StressFactor, double BarrierFactor, double LineTension)
{
    private const double Boltzmann = 1.380649e-23;
    private const double Taylor = 3.06;

    // Reference over applied strain rate, 10^4/s over 10^-3/s.
    private static readonly double LogRates = Math.Log(1e7);

    public static SoluteStrengthening Fcc { get; } = new(0.01785, 1.5618, 0.123);

    public static SoluteStrengthening Bcc { get; } = new(0.040, 2.00, 1 / 12.0);

    /// <summary>Yield strength in MPa.</summary>
    /// <param name="shearModulus">GPa.</param>
    /// <param name="poisson">Poisson's ratio.</param>
    /// <param name="burgers">Burgers vector, angstrom.</param>
    /// <param name="misfit">sum over elements of c (V - mean V)^2, angstrom^6.</param>
    /// <param name="temperature">K.</param>
    public double YieldStrength(double shearModulus, double poisson, double burgers, double misfit, double temperature)
    {
        double delta = misfit / Math.Pow(burgers, 6), elastic = (1 + poisson) / (1 - poisson);
        double stress = StressFactor * Math.Pow(LineTension, -1.0 / 3) * shearModulus * 1e3 * Math.Pow(elastic, 4.0 / 3) * Math.Pow(delta, 2.0 / 3);

        // GPa times cubic angstrom is 1e-21 J.
        double barrier = BarrierFactor * Math.Cbrt(LineTension) * shearModulus * Math.Pow(burgers, 3) * 1e-21 * Math.Pow(elastic, 2.0 / 3) * Math.Cbrt(delta);
        if (!(barrier > 0))
        {
            return 0;
        }

        // Below half the stress at zero temperature the exponential form holds.
        double activation = Boltzmann * temperature * LogRates / barrier, low = 1 - Math.Pow(activation, 2.0 / 3);
        return Taylor * stress * (low >= 0.5 ? low : Math.Exp(-activation / 0.55));
    }
}
