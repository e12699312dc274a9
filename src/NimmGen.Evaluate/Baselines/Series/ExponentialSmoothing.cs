using System.Collections.Immutable;

namespace NimmGen.Evaluate.Baselines;

/// <summary>Which components an exponential smoothing model has beside its level; errors are additive.</summary>
/// <param name="Trend">A slope.</param>
/// <param name="Damped">The slope shrinks.</param>
/// <param name="Period">Of an additive season; 1 for none.</param>
public sealed record SmoothingForm(bool Trend, bool Damped, int Period)
{
    /// <summary>As Hyndman, Koehler, Ord and Snyder 2008 write it.</summary>
    public override string ToString() => $"ETS(A,{(Trend ? Damped ? "Ad" : "A" : "N")},{(Period > 1 ? "A" : "N")})";

    internal int Smoothings => 1 + (Trend ? 1 : 0) + (Damped ? 1 : 0) + (Period > 1 ? 1 : 0);

    // The seasonal states of the start sum to zero.
    internal int Starts => 1 + (Trend ? 1 : 0) + (Period > 1 ? Period - 1 : 0);
}

/// <summary>
/// Exponential smoothing in innovations form with additive errors (Hyndman, Koehler, Ord and Snyder 2008, Forecasting with
/// Exponential Smoothing, section 2.5): y = l + phi b + s + e, l' = l + phi b + alpha e, b' = phi b + beta e, s' = s + gamma e.
/// The states of the start are, for given smoothing parameters, a linear least-squares problem, solved exactly (De Livera,
/// Hyndman and Snyder 2011, J. Am. Stat. Assoc. 106:1513, section 3.1); the smoothing parameters are found by the simplex method.
/// </summary>
public sealed class ExponentialSmoothing
{
    private readonly SmoothingForm _form;
    private readonly double[] _series;
    private readonly double[] _smoothing;
    private readonly double[] _start;

    private ExponentialSmoothing(SmoothingForm form, double[] series, double[] smoothing, double[] start, double squares)
    {
        (_form, _series, _smoothing, _start) = (form, series, smoothing, start);
        int n = series.Length, parameters = form.Smoothings + form.Starts + 1;
        LogLikelihood = -0.5 * n * (Math.Log(2 * Math.PI * squares / n) + 1);
        CorrectedAkaike = n - parameters - 1 > 0 ? -2 * LogLikelihood + 2.0 * parameters * n / (n - parameters - 1) : double.PositiveInfinity;
    }

    public SmoothingForm Form => _form;

    /// <summary>Gaussian, at its maximum over the variance.</summary>
    public double LogLikelihood { get; }

    /// <summary>Akaike's criterion with the correction for small samples; the variance counts as a parameter.</summary>
    public double CorrectedAkaike { get; }

    /// <summary>alpha, then beta, gamma and phi where the form has them.</summary>
    public ImmutableArray<double> Smoothing => [.. _smoothing];

    /// <summary>The form with the lowest corrected criterion: none, additive and damped trend, each with and without the season.</summary>
    public static ExponentialSmoothing Best(double[] series, int period, int evaluations = 400)
    {
        int[] periods = period > 1 && series.Length >= 3 * period ? [1, period] : [1];
        return (from m in periods
                from trend in (SmoothingForm[])[new(false, false, m), new(true, false, m), new(true, true, m)]
                select Fit(series, trend, evaluations)).MinBy(f => f.CorrectedAkaike)!;
    }

    /// <summary>Maximum likelihood for one form.</summary>
    public static ExponentialSmoothing Fit(double[] series, SmoothingForm form, int evaluations = 400)
    {
        double[] raw = [-0.5, .. form.Trend ? (double[])[-2] : [], .. form.Period > 1 ? (double[])[-2] : [], .. form.Damped ? (double[])[0.5] : []];
        (double[] best, _) = NelderMead.Minimise(x => Math.Log(Squares(series, form, Natural(form, x)).Squares), raw, 0.8, evaluations);
        return At(series, form, Natural(form, best));
    }

    /// <summary>The model at given smoothing parameters, with the best states of the start.</summary>
    public static ExponentialSmoothing At(double[] series, SmoothingForm form, double[] smoothing)
    {
        (double squares, double[] start) = Squares(series, form, smoothing);
        return new(form, series, smoothing, start, squares);
    }

    /// <summary>Expected values after the series.</summary>
    public double[] Forecast(int horizon)
    {
        double[] state = Full(_start);
        foreach (double value in _series)
        {
            Step(_form, _smoothing, state, value);
        }

        var forecast = new double[horizon];
        for (int h = 0; h < horizon; h++)
        {
            forecast[h] = Expected(_form, _smoothing, state);
            Step(_form, _smoothing, state, forecast[h]);
        }

        return forecast;
    }

    // alpha in (0, 1), beta in (0, alpha), gamma in (0, 1 - alpha), phi in (0.8, 0.98): the usual region, Hyndman et al. 2008, section 2.3.
    private static double[] Natural(SmoothingForm form, double[] raw)
    {
        int at = 0;
        double Next(double low, double high) => low + (high - low) / (1 + Math.Exp(-raw[at++]));
        double alpha = Next(1e-4, 0.9999);
        var smoothing = new List<double> { alpha };
        if (form.Trend)
        {
            smoothing.Add(Next(1e-5, alpha));
        }

        if (form.Period > 1)
        {
            smoothing.Add(Next(1e-5, 1 - alpha));
        }

        if (form.Damped)
        {
            smoothing.Add(Next(0.8, 0.98));
        }

        return [.. smoothing];
    }

    // Errors are linear in the states of the start: run once from zero and once along each state, then solve.
    private static (double Squares, double[] Start) Squares(double[] series, SmoothingForm form, double[] smoothing)
    {
        int n = series.Length, count = form.Starts;
        double[] errors = Errors(series, form, smoothing, new double[count]);
        var zero = new double[n];
        double[][] along = [.. Enumerable.Range(0, count).Select(j => Errors(zero, form, smoothing, [.. Enumerable.Range(0, count).Select(i => i == j ? 1.0 : 0)]))];
        double[][] rows = [.. Enumerable.Range(0, n).Select(t => along.Select(a => -a[t]).ToArray())];
        if (LinearSystem.LeastSquares(rows, errors, _ => 1e-12) is not { } start)
        {
            return (double.PositiveInfinity, new double[count]);
        }

        double squares = 0;
        for (int t = 0; t < n; t++)
        {
            double error = errors[t];
            for (int j = 0; j < count; j++)
            {
                error -= rows[t][j] * start[j];
            }

            squares += error * error;
        }

        return (squares, start);
    }

    private static double[] Errors(double[] series, SmoothingForm form, double[] smoothing, double[] start)
    {
        double[] state = Full(form, start);
        var errors = new double[series.Length];
        for (int t = 0; t < series.Length; t++)
        {
            errors[t] = Step(form, smoothing, state, series[t]);
        }

        return errors;
    }

    private double[] Full(double[] start) => Full(_form, start);

    // Level, slope, then the season as a ring with its position: the oldest seasonal state is the next to come.
    private static double[] Full(SmoothingForm form, double[] start)
    {
        var state = new double[3 + form.Period];
        state[0] = start[0];
        int at = 1;
        state[1] = form.Trend ? start[at++] : 0;
        if (form.Period > 1)
        {
            double sum = 0;
            for (int i = 0; i < form.Period - 1; i++)
            {
                state[3 + i] = start[at + i];
                sum += start[at + i];
            }

            state[3 + form.Period - 1] = -sum;
        }

        return state;
    }

    private static double Damping(SmoothingForm form, double[] smoothing) => form.Damped ? smoothing[^1] : 1;

    private static double Expected(SmoothingForm form, double[] smoothing, double[] state) =>
        state[0] + Damping(form, smoothing) * state[1] + (form.Period > 1 ? state[3 + (int)state[2]] : 0);

    private static double Step(SmoothingForm form, double[] smoothing, double[] state, double value)
    {
        double error = value - Expected(form, smoothing, state), slope = Damping(form, smoothing) * state[1];
        state[0] += slope + smoothing[0] * error;
        state[1] = form.Trend ? slope + smoothing[1] * error : 0;
        if (form.Period > 1)
        {
            int season = (int)state[2];
            state[3 + season] += smoothing[form.Trend ? 2 : 1] * error;
            state[2] = (season + 1) % form.Period;
        }

        return error;
    }
}
