namespace NimmGen.Evaluate;

/// <summary>Pearson's correlation coefficient.</summary>
public static class Correlation
{
    /// <summary>Over the pairs that are both finite; NaN for fewer than three, or where one of the two is constant.</summary>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double n = 0, ma = 0, mb = 0, saa = 0, sbb = 0, sab = 0;
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (!double.IsFinite(a[i]) || !double.IsFinite(b[i]))
            {
                continue;
            }

            // Welford's update (1962): no cancellation for large means.
            n++;
            double da = a[i] - ma, db = b[i] - mb;
            (ma, mb) = (ma + da / n, mb + db / n);
            (saa, sbb, sab) = (saa + da * (a[i] - ma), sbb + db * (b[i] - mb), sab + da * (b[i] - mb));
        }

        return n < 3 || saa <= 1e-12 * ma * ma || sbb <= 1e-12 * mb * mb || saa * sbb == 0 ? double.NaN : sab / Math.Sqrt(saa * sbb);
    }
}
