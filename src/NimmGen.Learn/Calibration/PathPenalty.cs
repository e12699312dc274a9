using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// The negative log-prior of neural parameters. In x, the logarithm of a parameter (for a range that reaches below zero the value
/// as a share of half the range): a path over time is a random walk, or an autoregression of first order about its own mean. Of a pooled
/// parameter the mean path over locations is such a path, and each location's deviation from it is a walk of its own
/// (<see cref="CalibrationSettings.LocalSmoothness"/>) about a level that scatters with <see cref="CalibrationSettings.LocalSpread"/>.
/// </summary>
internal sealed class PathPenalty
{
    private readonly ParameterGrid _grid;
    private readonly CalibrationSettings _settings;
    private readonly bool _shared;
    private readonly double[] _x;
    private readonly double[] _slope;
    private readonly double[] _gradient;
    private readonly double[] _mean;
    private readonly double[] _meanGradient;

    /// <param name="grid">Of the parameters.</param>
    /// <param name="settings">Spreads.</param>
    /// <param name="sharedPaths">True where all lanes follow one path, whose prior counts once and not once a lane.</param>
    public PathPenalty(ParameterGrid grid, CalibrationSettings settings, bool sharedPaths)
    {
        (_grid, _settings, _shared) = (grid, settings, sharedPaths);
        int segments = Enumerable.Range(0, grid.Neurals.Length).Select(grid.Segments).DefaultIfEmpty(0).Max();
        _x = new double[segments * grid.Lanes];
        _slope = new double[_x.Length];
        _gradient = new double[_x.Length];
        _mean = new double[segments];
        _meanGradient = new double[segments];
    }

    /// <summary>The penalty; adds its derivative by raw values.</summary>
    /// <param name="trajectory">With the parameter values of <paramref name="raw"/>.</param>
    public double Add(Trajectory trajectory, ReadOnlySpan<double> raw, Span<double> gradient)
    {
        double total = 0;
        for (int p = 0; p < _grid.Neurals.Length; p++)
        {
            bool pooled = _grid.Neurals[p].Pooled && _grid.Lanes > 1;
            if (_grid.IsConstant(p) && !pooled)
            {
                continue;
            }

            int count = _grid.Segments(p) * _grid.Lanes;
            ReadOnlySpan<double> own = raw.Slice(_grid.Offset(p), count);
            Coordinates(_grid.Neurals[p], trajectory.NeuralTransform(p), trajectory.NeuralValues.Slice(_grid.Offset(p), count), own);
            Array.Clear(_gradient);
            total += pooled || _shared ? OfMeanPath(p) + (pooled ? OfDeviations(p) : 0) : OfEachLane(p);
            Span<double> to = gradient.Slice(_grid.Offset(p), count);
            for (int i = 0; i < count; i++)
            {
                to[i] += _gradient[i] * _slope[i];
            }
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Coordinates(NeuralSymbol neural, BoundedTransform transform, ReadOnlySpan<double> values, ReadOnlySpan<double> raw)
    {
        double half = 0.5 * (neural.Max - neural.Min), least = 1e-12 * neural.Max;
        for (int i = 0; i < values.Length; i++)
        {
            double slope = transform.Derivative(raw[i]);
            (_x[i], _slope[i]) = neural.Min < 0 ? (values[i] / half, slope / half) : (Math.Log(values[i] + least), slope / (values[i] + least));
        }
    }

    private double OfEachLane(int p)
    {
        double total = 0;
        for (int l = 0; l < _grid.Lanes; l++)
        {
            total += OfPath(p, _x, _gradient, l, _grid.Lanes);
        }

        return total;
    }

    private double OfMeanPath(int p)
    {
        if (_grid.IsConstant(p))
        {
            return 0;
        }

        int lanes = _grid.Lanes, segments = _grid.Segments(p);
        Means(segments);
        Array.Clear(_meanGradient);
        double total = OfPath(p, _mean, _meanGradient, 0, 1);
        for (int s = 0; s < segments; s++)
        {
            double share = _meanGradient[s] / lanes;
            foreach (ref double g in _gradient.AsSpan(s * lanes, lanes))
            {
                g += share;
            }
        }

        return total;
    }

    // One series of x with its stride: a random walk, or an autoregression about its mean (Box and Jenkins 1970, section 3.2).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double OfPath(int p, double[] x, double[] gradient, int first, int stride)
    {
        int segments = _grid.Segments(p);
        double weeks = _grid.SegmentWeeks(p), phi = Math.Pow(_settings.Persistence, weeks);
        double deviation = _grid.Neurals[p].Smoothness ?? _settings.Smoothness;
        // The variance that so many weeks of innovations add up to.
        double variance = deviation * deviation * (phi == 1 ? weeks : (1 - phi * phi) / (1 - _settings.Persistence * _settings.Persistence));
        double precision = 1 / variance, mean = 0, byMean = 0, total = 0;
        if (phi != 1)
        {
            for (int s = 0; s < segments; s++)
            {
                mean += x[first + s * stride] / segments;
            }

            double start = x[first] - mean, weight = precision * (1 - phi * phi);
            total += 0.5 * weight * start * start;
            gradient[first] += weight * start;
            byMean -= weight * start;
        }

        for (int s = 0; s + 1 < segments; s++)
        {
            int i = first + s * stride, j = i + stride;
            double innovation = x[j] - mean - phi * (x[i] - mean), slope = precision * innovation;
            total += 0.5 * slope * innovation;
            gradient[j] += slope;
            gradient[i] -= phi * slope;
            byMean -= (1 - phi) * slope;
        }

        for (int s = 0; phi != 1 && s < segments; s++)
        {
            gradient[first + s * stride] += byMean / segments;
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double OfDeviations(int p)
    {
        int lanes = _grid.Lanes, segments = _grid.Segments(p);
        Means(segments);
        double level = 1 / (_settings.LocalSpread * _settings.LocalSpread);
        double walk = _grid.IsConstant(p) ? 0 : 1 / (_settings.LocalSmoothness * _settings.LocalSmoothness * _grid.SegmentWeeks(p));
        double total = 0;
        Array.Clear(_meanGradient);
        for (int l = 0; l < lanes; l++)
        {
            double mean = 0;
            for (int s = 0; s < segments; s++)
            {
                mean += (_x[s * lanes + l] - _mean[s]) / segments;
            }

            total += 0.5 * level * mean * mean;
            for (int s = 0; s < segments; s++)
            {
                double slope = level * mean / segments;
                if (s > 0)
                {
                    slope += walk * Step(s, l);
                    total += 0.5 * walk * Step(s, l) * Step(s, l);
                }

                slope -= s + 1 < segments ? walk * Step(s + 1, l) : 0;
                _gradient[s * lanes + l] += slope;
                _meanGradient[s] -= slope;
            }
        }

        for (int s = 0; s < segments; s++)
        {
            double share = _meanGradient[s] / lanes;
            foreach (ref double g in _gradient.AsSpan(s * lanes, lanes))
            {
                g += share;
            }
        }

        return total;

        double Step(int s, int l) => _x[s * lanes + l] - _mean[s] - (_x[(s - 1) * lanes + l] - _mean[s - 1]);
    }

    private void Means(int segments)
    {
        int lanes = _grid.Lanes;
        for (int s = 0; s < segments; s++)
        {
            double sum = 0;
            foreach (double x in _x.AsSpan(s * lanes, lanes))
            {
                sum += x;
            }

            _mean[s] = sum / lanes;
        }
    }
}
