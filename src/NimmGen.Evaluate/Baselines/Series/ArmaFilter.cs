namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// Kalman filter of an ARMA process in Harvey's form (Harvey 1989, Forecasting, Structural Time Series Models and the Kalman
/// Filter, section 3.3): the state's first element is the process, the transition matrix is the companion of the AR
/// polynomial, so a step costs the square of the order. The first state has its stationary covariance.
/// </summary>
/// <param name="ar">Coefficients phi of lags 1, 2, ...: y = sum phi y + e + sum theta e.</param>
/// <param name="ma">Coefficients theta of lags 1, 2, ...</param>
internal sealed class ArmaFilter(double[] ar, double[] ma)
{
    // The prediction variance tends to that of the innovations; when it is there, so is the covariance.
    private const double Steady = 1e-11;
    private const int Doublings = 60;

    private readonly int _order = Math.Max(ar.Length, ma.Length + 1);

    /// <summary>Gaussian log-likelihood with the variance at its maximum; NaN where the process is not stationary.</summary>
    public double LogLikelihood(double[] series)
    {
        (double squares, double logs, _) = Run(series);
        int n = series.Length;
        return -0.5 * (n * (Math.Log(2 * Math.PI * squares / n) + 1) + logs);
    }

    /// <summary>Expected values after the series.</summary>
    public double[] Forecast(double[] series, int horizon)
    {
        double[] state = Run(series).State;
        var forecast = new double[horizon];
        for (int h = 0; h < horizon; h++)
        {
            forecast[h] = state[0];
            Advance(state);
        }

        return forecast;
    }

    private double Ar(int i) => i < ar.Length ? ar[i] : 0;

    private double Loading(int i) => i == 0 ? 1 : i <= ma.Length ? ma[i - 1] : 0;

    private (double Squares, double Logs, double[] State) Run(double[] series)
    {
        double[] state = new double[_order], gain = new double[_order];
        double[,] covariance = Stationary(), next = new double[_order, _order];
        double squares = 0, logs = 0, variance = 1;
        bool steady = false;
        foreach (double value in series)
        {
            if (!steady)
            {
                variance = covariance[0, 0];
                for (int i = 0; i < _order; i++)
                {
                    // T P[:, 0] / F, of the covariance before it is updated.
                    gain[i] = (Ar(i) * covariance[0, 0] + (i + 1 < _order ? covariance[i + 1, 0] : 0)) / variance;
                }
            }

            double error = value - state[0];
            squares += error * error / variance;
            logs += Math.Log(variance);
            Advance(state);
            for (int i = 0; i < _order; i++)
            {
                state[i] += gain[i] * error;
            }

            if (!steady)
            {
                Advance(covariance, next, gain, variance);
                (covariance, next) = (next, covariance);
                steady = Math.Abs(variance - 1) < Steady && Math.Abs(covariance[0, 0] - 1) < Steady;
            }
        }

        return (squares, logs, state);
    }

    private void Advance(double[] state)
    {
        double first = state[0];
        for (int i = 0; i < _order; i++)
        {
            state[i] = Ar(i) * first + (i + 1 < _order ? state[i + 1] : 0);
        }
    }

    // T P T' + R R' - K F K', where (T P T')_ij = phi_i phi_j P00 + phi_i P0,j+1 + phi_j Pi+1,0 + Pi+1,j+1.
    private void Advance(double[,] p, double[,] to, double[] gain, double variance)
    {
        for (int i = 0; i < _order; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = Moved(p, i, j) + Loading(i) * Loading(j) - gain[i] * gain[j] * variance;
                to[i, j] = value;
                to[j, i] = value;
            }
        }
    }

    private double Moved(double[,] p, int i, int j)
    {
        bool up = i + 1 < _order, left = j + 1 < _order;
        return Ar(i) * Ar(j) * p[0, 0] + (left ? Ar(i) * p[0, j + 1] : 0) + (up ? Ar(j) * p[i + 1, 0] : 0) + (up && left ? p[i + 1, j + 1] : 0);
    }

    // P = sum T^k R R' T'^k by doubling: P <- P + A P A', A <- A A.
    private double[,] Stationary()
    {
        double[,] p = new double[_order, _order], a = new double[_order, _order];
        for (int i = 0; i < _order; i++)
        {
            a[i, 0] = Ar(i);
            if (i + 1 < _order)
            {
                a[i, i + 1] = 1;
            }

            for (int j = 0; j < _order; j++)
            {
                p[i, j] = Loading(i) * Loading(j);
            }
        }

        for (int k = 0; k < Doublings && ar.Length + ma.Length > 0; k++)
        {
            double[,] added = Product(Product(a, p, false), a, true);
            double largest = 0;
            for (int i = 0; i < _order; i++)
            {
                for (int j = 0; j < _order; j++)
                {
                    p[i, j] += added[i, j];
                    largest = Math.Max(largest, Math.Abs(added[i, j]));
                }
            }

            if (!(largest > 1e-15 * Math.Abs(p[0, 0])))
            {
                break;
            }

            a = Product(a, a, false);
        }

        return p;
    }

    private double[,] Product(double[,] x, double[,] y, bool transposed)
    {
        var product = new double[_order, _order];
        for (int i = 0; i < _order; i++)
        {
            for (int k = 0; k < _order; k++)
            {
                if (x[i, k] == 0)
                {
                    continue;
                }

                for (int j = 0; j < _order; j++)
                {
                    product[i, j] += x[i, k] * (transposed ? y[j, k] : y[k, j]);
                }
            }
        }

        return product;
    }
}
