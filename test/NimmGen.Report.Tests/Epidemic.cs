namespace NimmGen.Report.Tests;

/// <summary>An SEIR epidemic with waning immunity and known parameters, by day: what the example runs are made of.</summary>
/// <param name="Cases">Reported new infections a day.</param>
/// <param name="Beta">Transmission rate a day.</param>
/// <param name="Reproduction">Beta over gamma times the susceptible share.</param>
internal sealed record Epidemic(double[] Cases, double[] Beta, double[] Reproduction)
{
    public const double Gamma = 0.2, Sigma = 1 / 3.0;

    /// <summary>Forward steps of a quarter day; beta keeps the reproduction number in waves about one, as measures did.</summary>
    public static Epidemic Simulate(double population, int days, double reported, double phase)
    {
        double s = population - 40, e = 20, i = 20;
        var cases = new double[days];
        var beta = new double[days];
        var reproduction = new double[days];
        for (int t = 0; t < days; t++)
        {
            beta[t] = Gamma * population / s * Math.Max(0.3, 1 + (0.3 * Math.Cos(2 * Math.PI * (t - phase) / 150)) + (0.9 * Math.Exp(-t / 14.0)) - (0.06 * Math.Log(Math.Max(1, i) / (population * 2e-4))));
            for (int k = 0; k < 4; k++)
            {
                double infection = beta[t] * s * i / population / 4, onset = Sigma * e / 4, recovery = Gamma * i / 4;
                s -= infection;
                e += infection - onset;
                i += onset - recovery;
                cases[t] += reported * infection;
            }

            reproduction[t] = beta[t] / Gamma * s / population;
            s += (population - s) / 400;
        }

        return new(cases, beta, reproduction);
    }
}
