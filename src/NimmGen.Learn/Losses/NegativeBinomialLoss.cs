using NimmGen.Compile;

namespace NimmGen.Learn;

/// <summary>
/// The negative log-likelihood of counts with mean m and variance m + m^2 / k (Hilbe 2011, Negative Binomial Regression, section 8.2):
/// (y + k) log(m + k) - y log m - k log k + log gamma(k) - log gamma(y + k) + log gamma(y + 1). The dispersion k is what the model says,
/// or profiled out: then the likelihood is that of the best k for what the model expects, and its derivatives are those at that k.
/// </summary>
internal sealed class NegativeBinomialLoss : LossTerm
{
    // Beyond these a negative binomial is, to all data that there are, an all-or-nothing or a Poisson distribution.
    private const double Least = 1e-3;
    private const double Most = 1e6;
    private const double Tolerance = 1e-11;

    private readonly NoiseParameter? _parameter;
    private readonly double _floor;
    private readonly double _logFactorials;
    private double _constantsAt = double.NaN;
    private double _constants;

    public NegativeBinomialLoss(TargetSeries target, NoiseParameter? parameter, CalibrationData data, LaneParts parts)
        : base(target, data, parts)
    {
        _parameter = parameter;
        (_floor, _logFactorials) = Counts.Of(target);
    }

    /// <summary>Of the last evaluation.</summary>
    public double Dispersion { get; private set; } = 10;

    public override double Evaluate(SimulationBuffers buffers, double[] factors, double[] factorGradient, double[] learnedGradient)
    {
        double k = Dispersion = _parameter?.Evaluate(buffers.Learned) ?? Profiled(buffers, factors);
        var cell = new NegativeBinomialCell(_floor, k);
        AddSlopes(buffers, factors, factorGradient, cell, 1);
        if (_parameter is { DependsOnLearned: true })
        {
            _parameter.AddSlope(learnedGradient, Slope(buffers, factors, k));
        }

        return Sum(buffers, factors, cell) + Constants(k);
    }

    private double Slope(SimulationBuffers buffers, double[] factors, double k) => Sum(buffers, factors, new DispersionCell(_floor, k));

    // The root of the slope in log k, by the Illinois form of false position (Dowell and Jarratt 1971, BIT 11:168-174).
    private double Profiled(SimulationBuffers buffers, double[] factors)
    {
        double low = Math.Log(Least), high = Math.Log(Most);
        double atLow = Slope(buffers, factors, Least) * Least, atHigh = Slope(buffers, factors, Most) * Most;
        if (!(atLow < 0))
        {
            return double.IsNaN(atLow) ? double.NaN : Least;
        }

        if (!(atHigh > 0))
        {
            return Most;
        }

        double guess = Math.Log(Dispersion);
        for (int i = 0; i < 200 && high - low > Tolerance; i++)
        {
            double k = Math.Exp(guess), at = Slope(buffers, factors, k) * k;
            if (at == 0)
            {
                return k;
            }

            if (at < 0)
            {
                (low, atLow, atHigh) = (guess, at, atHigh / 2);
            }
            else
            {
                (high, atHigh, atLow) = (guess, at, atLow / 2);
            }

            double next = (low * atHigh - high * atLow) / (atHigh - atLow);
            if (Math.Abs(next - guess) < Tolerance)
            {
                return Math.Exp(next);
            }

            guess = next;
        }

        return Math.Exp(guess);
    }

    private double Constants(double k)
    {
        if (k != _constantsAt)
        {
            double sum = 0;
            for (int i = 0; i < Observed.Length; i++)
            {
                double weight = double.IsNaN(Observed[i]) ? 0 : Target.Weights?[i] ?? 1;
                if (weight > 0)
                {
                    sum -= weight * SpecialFunctions.LogGamma(Observed[i] + k);
                }
            }

            (_constantsAt, _constants) = (k, sum + Weight * (SpecialFunctions.LogGamma(k) - k * Math.Log(k)) + _logFactorials);
        }

        return _constants;
    }
}
