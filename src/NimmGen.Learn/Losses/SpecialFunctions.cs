namespace NimmGen.Learn;

/// <summary>Functions of the gamma family for arguments above 0, to about twelve digits.</summary>
internal static class SpecialFunctions
{
    // From here on the series below are exact to rounding.
    private const double Large = 10;

    /// <summary>log gamma(x): Stirling's series (NIST Digital Library of Mathematical Functions, 5.11.1) after the recurrence 5.5.1.</summary>
    public static double LogGamma(double x)
    {
        double product = 1;
        for (; x < Large; x++)
        {
            product *= x;
        }

        double square = 1 / (x * x);
        double series = (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188)))) / x;
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + series - Math.Log(product);
    }

    /// <summary>The derivative of <see cref="LogGamma"/> (the same, 5.11.2 and 5.5.2).</summary>
    public static double Digamma(double x)
    {
        double sum = 0;
        for (; x < Large; x++)
        {
            sum -= 1 / x;
        }

        double square = 1 / (x * x);
        return sum + Math.Log(x) - 0.5 / x
            - square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square / 132))));
    }
}
