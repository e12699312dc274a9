namespace NimmGen.Learn;

/// <summary>What one observed number adds to a sum, and its derivative by what the model says. Structs, so that loops over cells are compiled for each.</summary>
internal interface ICellLoss
{
    double Value(double modelled, double observed);

    double Slope(double modelled, double observed);
}

/// <summary>Squared residual.</summary>
internal readonly struct SquaredCell : ICellLoss
{
    public double Value(double modelled, double observed) => (modelled - observed) * (modelled - observed);

    public double Slope(double modelled, double observed) => 2 * (modelled - observed);
}

/// <summary>Squared residual of square roots; <paramref name="offset"/> keeps the slope finite at zero. Observed values come as roots.</summary>
internal readonly struct RootCell(double offset) : ICellLoss
{
    public double Scale(double value) => Math.Sqrt(Math.Max(value, 0) + offset);

    public double Value(double modelled, double observed)
    {
        double residual = Scale(modelled) - observed;
        return residual * residual;
    }

    public double Slope(double modelled, double observed)
    {
        double root = Scale(modelled);
        return modelled < 0 ? 0 : (root - observed) / root;
    }
}

/// <summary>Squared residual of logarithms; <paramref name="offset"/> keeps one missing case from being an infinite error. Observed values come as logarithms.</summary>
internal readonly struct LogCell(double offset) : ICellLoss
{
    public double Scale(double value) => Math.Log(Math.Max(value, 0) + offset);

    public double Value(double modelled, double observed)
    {
        double residual = Scale(modelled) - observed;
        return residual * residual;
    }

    public double Slope(double modelled, double observed) => modelled < 0 ? 0 : 2 * (Scale(modelled) - observed) / (modelled + offset);
}

/// <summary>m - y log m: the negative log-likelihood of a Poisson count but for what depends on y alone.</summary>
/// <param name="floor">Added to the mean, so that a case where the model has none is very unlikely and not impossible.</param>
internal readonly struct PoissonCell(double floor) : ICellLoss
{
    public double Value(double modelled, double observed)
    {
        double mean = Math.Max(modelled, 0) + floor;
        return mean - observed * Math.Log(mean);
    }

    public double Slope(double modelled, double observed) => modelled < 0 ? 0 : 1 - observed / (modelled + floor);
}

/// <summary>(y + k) log(m + k) - y log m: as <see cref="PoissonCell"/>, for variance m + m^2 / k, but for what depends on y and k alone.</summary>
internal readonly struct NegativeBinomialCell(double floor, double dispersion) : ICellLoss
{
    public double Value(double modelled, double observed)
    {
        double mean = Math.Max(modelled, 0) + floor;
        return (observed + dispersion) * Math.Log(mean + dispersion) - observed * Math.Log(mean);
    }

    public double Slope(double modelled, double observed)
    {
        double mean = modelled + floor;
        return modelled < 0 ? 0 : (observed + dispersion) / (mean + dispersion) - observed / mean;
    }
}

/// <summary>The derivative of a negative binomial cell by its dispersion, as a sum to be taken; the slope is not used.</summary>
internal readonly struct DispersionCell(double floor, double dispersion) : ICellLoss
{
    public double Value(double modelled, double observed)
    {
        double mean = Math.Max(modelled, 0) + floor;
        return Math.Log(mean / dispersion + 1) + (observed - mean) / (mean + dispersion)
            + SpecialFunctions.Digamma(dispersion) - SpecialFunctions.Digamma(observed + dispersion);
    }

    public double Slope(double modelled, double observed) => double.NaN;
}
