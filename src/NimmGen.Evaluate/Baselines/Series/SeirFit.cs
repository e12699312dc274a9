namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// Susceptible, exposed, infectious, recovered as fractions of a population (Kermack and McKendrick 1927 with a latent stage),
/// with a transmission rate that is constant over pieces counted back from the origin and held beyond it. Only population times
/// reported share can be told from cases: it is one learned factor. Fitted by nonlinear least squares on the cases as they are.
/// </summary>
/// <param name="cases">Observed per step, none missing.</param>
/// <param name="stepDays">Length of a step.</param>
/// <param name="pieceSteps">Steps of a piece.</param>
internal sealed class SeirFit(double[] cases, double stepDays, int pieceSteps)
{
    public const double LatentDays = 3;
    public const double InfectiousDays = 5;

    private const double SubStepDays = 0.5;

    // Weight of a change of log beta by one against a residual of one standard deviation of the cases.
    private const double Smoothing = 0.1;

    private readonly int _pieces = (cases.Length + pieceSteps - 1) / pieceSteps;

    /// <summary>Expected cases after the series.</summary>
    public double[] Forecast(int horizon, int iterations, CancellationToken cancellation)
    {
        double mean = cases.Average(), spread = Math.Sqrt(cases.Average(v => (v - mean) * (v - mean)));

        // log K, log of the infectious fraction at the start, log beta of each piece: R = 1.2 at first, a tenth infected in all.
        double[] start = [Math.Log(10 * cases.Sum() + 1e-9), Math.Log(1e-4), .. Enumerable.Repeat(Math.Log(1.2 / InfectiousDays), _pieces)];
        double[] Residuals(double[] x)
        {
            double[] expected = Simulate(x, cases.Length), residuals = new double[cases.Length + _pieces];
            for (int t = 0; t < cases.Length; t++)
            {
                residuals[t] = (expected[t] - cases[t]) / spread;
            }

            for (int k = 1; k < _pieces; k++)
            {
                residuals[cases.Length + k - 1] = Smoothing * (x[2 + k] - x[1 + k]);
            }

            residuals[^1] = Smoothing * (x[0] - start[0]);
            return residuals;
        }

        (double[] best, _) = LevenbergMarquardt.Minimise(Residuals, start, iterations, cancellation);
        return Simulate(best, cases.Length + horizon)[cases.Length..];
    }

    // Each sub-step takes x (1 - exp(-h dt)) from a compartment, so that none becomes negative.
    private double[] Simulate(double[] x, int steps)
    {
        double scale = Math.Exp(x[0]), i = Math.Exp(x[1]), e = i, s = 1 - e - i;
        int subSteps = (int)Math.Round(stepDays / SubStepDays), shift = _pieces * pieceSteps - cases.Length;
        double dt = stepDays / subSteps, latent = 1 - Math.Exp(-dt / LatentDays), recovery = 1 - Math.Exp(-dt / InfectiousDays);
        var expected = new double[steps];
        for (int t = 0; t < steps; t++)
        {
            double beta = Math.Exp(x[2 + Math.Min((t + shift) / pieceSteps, _pieces - 1)]), incidence = 0;
            for (int k = 0; k < subSteps; k++)
            {
                double infected = s * (1 - Math.Exp(-beta * i * dt)), onset = e * latent, recovered = i * recovery;
                s -= infected;
                e += infected - onset;
                i += onset - recovered;
                incidence += infected;
            }

            expected[t] = scale * incidence;
        }

        return expected;
    }
}
