namespace NimmGen.Search;

/// <summary>Law of untreated growth.</summary>
internal enum TumourGrowth
{
    Exponential,
    Logistic,

    /// <summary>Slows with the logarithm of the volume (Laird 1964).</summary>
    Gompertz,

    /// <summary>Gains through the surface, loses through the volume (von Bertalanffy 1957).</summary>
    Bertalanffy,

    /// <summary>Exponential while small, linear when large (Simeoni et al. 2004).</summary>
    ExponentialLinear,
}

/// <summary>The law of growth, a head: what the equation of the volume begins with.</summary>
internal static class GrowthProduction
{
    public static Production<TumourGrowth> Laws() => new("growth", Part.Structure,
    [
        new(TumourGrowth.Exponential, "Lets the tumour grow exponentially."),
        new(TumourGrowth.Logistic, "Slows growth in proportion to the volume: space and nutrients run out."),
        new(TumourGrowth.Gompertz, "Slows growth with the logarithm of the volume, as solid tumours do."),
        new(TumourGrowth.Bertalanffy, "Lets the tumour gain through its surface and lose through its volume."),
        new(TumourGrowth.ExponentialLinear, "Lets the tumour grow exponentially while small and linearly when large."),
    ]);

    /// <summary>The rate, after its parameters are declared.</summary>
    /// <param name="law">The law.</param>
    /// <param name="total">The tumour as it weighs on growth: V, or V and dying cells.</param>
    /// <param name="text">For the parameters.</param>
    public static string Rate(TumourGrowth law, string total, ProgramText text)
    {
        if (law == TumourGrowth.Bertalanffy)
        {
            text.Parameter("readonly Learned gain = new(Centimeter / Day, 1e-3, 2);  // through the surface");
            text.Parameter("readonly Learned loss = new(PerDay, 1e-4, 0.5);  // through the volume");
            return $"gain * Pow({total} / (1 * CubicCentimeter), -1 / 3.0) / (1 * Centimeter) - loss";
        }

        text.Parameter("readonly Learned growth = new(PerDay, 1e-4, 0.5);  // growth rate");
        if (law is TumourGrowth.Logistic or TumourGrowth.Gompertz)
        {
            text.Parameter("readonly Learned capacity = new(CubicCentimeter, 1000, 100000);  // volume at which growth ends");
        }

        if (law == TumourGrowth.ExponentialLinear)
        {
            text.Parameter("readonly Learned linear = new(CubicCentimeter / Day, 1e-2, 1000);  // growth when large");
        }

        return law switch
        {
            TumourGrowth.Logistic => $"growth * (1 - {total} / capacity)",
            TumourGrowth.Gompertz => $"growth * Log(capacity / {total})",
            TumourGrowth.ExponentialLinear => $"growth / Pow(1 + Pow(growth * {total} / linear, 20), 1 / 20.0)",
            _ => "growth",
        };
    }
}
