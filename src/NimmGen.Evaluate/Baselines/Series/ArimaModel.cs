using NimmGen.Learn;

namespace NimmGen.Evaluate.Baselines;

/// <summary>Orders of a seasonal ARIMA model.</summary>
public sealed record ArimaOrder(int P, int D, int Q, int SeasonalP, int SeasonalD, int SeasonalQ, int Period)
{
    /// <summary>A mean is estimated where nothing is differenced.</summary>
    public bool HasMean => D + SeasonalD == 0;

    internal int Coefficients => P + Q + SeasonalP + SeasonalQ + (HasMean ? 1 : 0);

    public override string ToString() => Period > 1 ? $"ARIMA({P},{D},{Q})({SeasonalP},{SeasonalD},{SeasonalQ})[{Period}]" : $"ARIMA({P},{D},{Q})";
}

/// <summary>
/// A seasonal ARIMA model (Box and Jenkins 1970) by exact maximum likelihood of the differenced series
/// (<see cref="ArmaFilter"/>). Coefficients are searched as partial autocorrelations through tanh, which keeps every
/// polynomial stationary and invertible (Monahan 1984, Biometrika 71:403).
/// </summary>
public sealed class ArimaModel
{
    private readonly double[] _series;
    private readonly double[] _natural;

    private ArimaModel(double[] series, ArimaOrder order, double[] natural)
    {
        (_series, Order, _natural) = (series, order, natural);
        double[] differenced = Difference(series, order);
        LogLikelihood = Filter(order, natural).LogLikelihood(Centred(differenced, order, natural));
        int parameters = order.Coefficients + 1, n = differenced.Length;
        CorrectedAkaike = n - parameters - 1 > 0 ? -2 * LogLikelihood + 2.0 * parameters * n / (n - parameters - 1) : double.PositiveInfinity;
    }

    public ArimaOrder Order { get; }

    /// <summary>Gaussian, of the differenced series, at its maximum over the variance.</summary>
    public double LogLikelihood { get; }

    /// <summary>Akaike's criterion with the correction for small samples; comparable between equal differences only.</summary>
    public double CorrectedAkaike { get; }

    /// <summary>The model at given coefficients: AR, MA, seasonal AR, seasonal MA, mean.</summary>
    public static ArimaModel At(double[] series, ArimaOrder order, double[] coefficients) => new(series, order, coefficients);

    /// <summary>Maximum likelihood by L-BFGS with central differences.</summary>
    public static ArimaModel Fit(double[] series, ArimaOrder order, int evaluations = 60)
    {
        double[] differenced = Difference(series, order);
        double mean = order.HasMean ? differenced.Average() : 0;
        double spread = Math.Sqrt(differenced.Average(v => (v - mean) * (v - mean)));
        double Minus(ReadOnlySpan<double> raw)
        {
            double[] natural = Natural(order, raw, mean, spread);
            return -Filter(order, natural).LogLikelihood(Centred(differenced, order, natural)) / differenced.Length;
        }

        var point = new double[order.Coefficients];
        for (int i = 0; i < point.Length - (order.HasMean ? 1 : 0); i++)
        {
            point[i] = 0.1;
        }

        LimitedMemoryBfgs.Minimise(
            (x, gradient) =>
            {
                double[] at = x.ToArray();
                for (int i = 0; i < at.Length; i++)
                {
                    double saved = at[i];
                    at[i] = saved + 1e-5;
                    double up = Minus(at);
                    at[i] = saved - 1e-5;
                    gradient[i] = (up - Minus(at)) / 2e-5;
                    at[i] = saved;
                }

                return Minus(x);
            },
            point, evaluations, 1e-9);
        return new(series, order, Natural(order, point, mean, spread));
    }

    /// <summary>Expected values after the series.</summary>
    public double[] Forecast(int horizon)
    {
        double[] differenced = Difference(_series, Order);
        double mean = Order.HasMean ? _natural[^1] : 0;
        double[] ahead = [.. Filter(Order, _natural).Forecast(Centred(differenced, Order, _natural), horizon).Select(v => v + mean)];

        // Undo the differences, the last one first; each level needs its own past.
        var levels = new List<(double[] Past, int Lag)>();
        double[] level = _series;
        foreach (int lag in Lags(Order))
        {
            levels.Add((level, lag));
            level = Lagged(level, lag);
        }

        for (int i = levels.Count - 1; i >= 0; i--)
        {
            (double[] past, int lag) = levels[i];
            for (int h = 0; h < horizon; h++)
            {
                ahead[h] += h < lag ? past[past.Length - lag + h] : ahead[h - lag];
            }
        }

        return ahead;
    }

    internal static double[] Difference(double[] series, ArimaOrder order) => Lags(order).Aggregate(series, Lagged);

    private static IEnumerable<int> Lags(ArimaOrder order) => Enumerable.Repeat(order.Period, order.SeasonalD).Concat(Enumerable.Repeat(1, order.D));

    private static double[] Lagged(double[] series, int lag) => [.. series.Skip(lag).Select((v, t) => v - series[t])];

    private static double[] Centred(double[] differenced, ArimaOrder order, double[] natural) =>
        order.HasMean ? [.. differenced.Select(v => v - natural[^1])] : differenced;

    private static double[] Natural(ArimaOrder order, ReadOnlySpan<double> raw, double mean, double spread)
    {
        var natural = new double[order.Coefficients];
        int at = 0;
        foreach ((int count, int sign) in ((int, int)[])[(order.P, 1), (order.Q, -1), (order.SeasonalP, 1), (order.SeasonalQ, -1)])
        {
            double[] coefficients = Stationary(raw.Slice(at, count));
            for (int i = 0; i < count; i++)
            {
                natural[at + i] = sign * coefficients[i];
            }

            at += count;
        }

        if (order.HasMean)
        {
            natural[^1] = mean + spread * raw[at];
        }

        return natural;
    }

    // Durbin-Levinson: from partial autocorrelations to the coefficients of a stationary polynomial.
    private static double[] Stationary(ReadOnlySpan<double> raw)
    {
        double[] coefficients = [];
        for (int k = 0; k < raw.Length; k++)
        {
            double partial = 0.999 * Math.Tanh(raw[k]);
            double[] before = coefficients;
            coefficients = [.. before.Select((c, i) => c - partial * before[before.Length - 1 - i]), partial];
        }

        return coefficients;
    }

    // (1 - phi B ...)(1 - PHI B^s ...) and (1 + theta B ...)(1 + THETA B^s ...) multiplied out.
    private static ArmaFilter Filter(ArimaOrder order, double[] natural)
    {
        ReadOnlySpan<double> ar = natural.AsSpan(0, order.P), ma = natural.AsSpan(order.P, order.Q);
        ReadOnlySpan<double> seasonalAr = natural.AsSpan(order.P + order.Q, order.SeasonalP), seasonalMa = natural.AsSpan(order.P + order.Q + order.SeasonalP, order.SeasonalQ);
        return new(Product(ar, seasonalAr, order.Period, -1), Product(ma, seasonalMa, order.Period, 1));
    }

    private static double[] Product(ReadOnlySpan<double> plain, ReadOnlySpan<double> seasonal, int period, int sign)
    {
        var product = new double[plain.Length + seasonal.Length * period];
        for (int i = 0; i < plain.Length; i++)
        {
            product[i] += plain[i];
        }

        for (int j = 0; j < seasonal.Length; j++)
        {
            product[(j + 1) * period - 1] += seasonal[j];
            for (int i = 0; i < plain.Length; i++)
            {
                product[(j + 1) * period + i] += sign * plain[i] * seasonal[j];
            }
        }

        return product;
    }
}
