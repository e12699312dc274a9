namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// Orders of an ARIMA model after Hyndman and Khandakar 2008, J. Stat. Softw. 27(3): differences by tests, then a stepwise
/// search of the other orders by the corrected Akaike criterion.
/// </summary>
public static class ArimaSearch
{
    private const int MostPlain = 3;
    private const int MostSeasonal = 1;
    private const int MostModels = 24;

    // Five per cent point of the test of level stationarity, Kwiatkowski, Phillips, Schmidt and Shin 1992, table 1.
    private const double KpssFivePercent = 0.463;

    // Hyndman and Athanasopoulos 2021, section 9.9.
    private const double StrongSeason = 0.64;

    /// <summary>The best model found.</summary>
    public static ArimaModel Best(double[] series, int period, int evaluations, CancellationToken cancellation)
    {
        int s = period > 1 && series.Length >= 4 * period ? period : 1;
        int seasonal = s > 1 && SeasonalStrength(series, s) > StrongSeason ? 1 : 0;
        double[] after = ArimaModel.Difference(series, new(0, 0, 0, 0, seasonal, 0, s));
        int d = 0;
        while (d < 1 && after.Length > 10 && Kpss(after) > KpssFivePercent)
        {
            after = ArimaModel.Difference(after, new(0, 1, 0, 0, 0, 0, 1));
            d++;
        }

        var tried = new Dictionary<ArimaOrder, ArimaModel>();
        ArimaModel Try(int p, int q, int sp, int sq)
        {
            cancellation.ThrowIfCancellationRequested();
            var order = new ArimaOrder(p, d, q, sp, seasonal, sq, s);
            return tried.TryGetValue(order, out ArimaModel? known) ? known : tried[order] = ArimaModel.Fit(series, order, evaluations);
        }

        static double Score(ArimaModel model) => double.IsFinite(model.CorrectedAkaike) ? model.CorrectedAkaike : double.PositiveInfinity;
        int one = s > 1 ? 1 : 0;
        ArimaModel best = ((ArimaModel[])[Try(2, 2, one, one), Try(0, 0, 0, 0), Try(1, 0, one, 0), Try(0, 1, 0, one)]).MinBy(Score)!;
        bool moved = true;
        while (moved && tried.Count < MostModels)
        {
            moved = false;
            ArimaOrder at = best.Order;
            foreach ((int p, int q, int sp, int sq) in Neighbours(at, s > 1))
            {
                if (tried.Count < MostModels && Try(p, q, sp, sq) is var model && Score(model) < Score(best) - 1e-9)
                {
                    (best, moved) = (model, true);
                    break;
                }
            }
        }

        return best;
    }

    /// <summary>The statistic of Kwiatkowski et al. 1992 for a constant level; the long-run variance has Bartlett weights over 4 (n / 100)^(1/4) lags.</summary>
    internal static double Kpss(double[] series)
    {
        int n = series.Length, lags = (int)(4 * Math.Pow(n / 100.0, 0.25));
        double mean = series.Average(), sum = 0, partial = 0;
        double[] e = [.. series.Select(v => v - mean)];
        foreach (double v in e)
        {
            sum += v;
            partial += sum * sum;
        }

        double variance = e.Sum(v => v * v);
        for (int k = 1; k <= lags; k++)
        {
            variance += 2 * (1 - k / (lags + 1.0)) * Enumerable.Range(k, n - k).Sum(t => e[t] * e[t - k]);
        }

        return variance <= 0 ? 0 : partial / n / variance;
    }

    /// <summary>1 - var(remainder) / var(season + remainder) after a centred moving average of one period.</summary>
    internal static double SeasonalStrength(double[] series, int period)
    {
        int half = period / 2;
        double[] rest = [.. Enumerable.Range(half, series.Length - 2 * half).Select(t => series[t] - series[(t - half)..(t + half + 1)].Average())];
        double[] season = [.. Enumerable.Range(0, period).Select(k => rest.Where((_, i) => i % period == k).Average())];
        double Variance(IEnumerable<double> values)
        {
            double[] all = [.. values];
            double mean = all.Average();
            return all.Average(v => (v - mean) * (v - mean));
        }

        double whole = Variance(rest);
        return whole <= 0 ? 0 : Math.Max(0, 1 - Variance(rest.Select((v, i) => v - season[i % period])) / whole);
    }

    private static IEnumerable<(int P, int Q, int SeasonalP, int SeasonalQ)> Neighbours(ArimaOrder at, bool seasonal)
    {
        (int Dp, int Dq, int Dsp, int Dsq)[] steps =
            [(1, 0, 0, 0), (-1, 0, 0, 0), (0, 1, 0, 0), (0, -1, 0, 0), (1, 1, 0, 0), (-1, -1, 0, 0), (0, 0, 1, 0), (0, 0, -1, 0), (0, 0, 0, 1), (0, 0, 0, -1)];
        return from step in steps
               let p = at.P + step.Dp
               let q = at.Q + step.Dq
               let sp = at.SeasonalP + step.Dsp
               let sq = at.SeasonalQ + step.Dsq
               where p is >= 0 and <= MostPlain && q is >= 0 and <= MostPlain && sp is >= 0 and <= MostSeasonal && sq is >= 0 and <= MostSeasonal && (seasonal || sp + sq == 0)
               select (p, q, sp, sq);
    }
}
