using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// The network-free calibrator: each time-varying parameter is one random walk, shared by all locations, written by its
/// increments (so that neighbouring weeks move together); a parameter that never changes has a shared value and a local
/// deviation. Shape of the variables, in the grid's order of parameters: varying: base, then segments - 1 increments;
/// constant: base, then one deviation a lane where there are several lanes.
/// </summary>
internal sealed class FreePath
{
    private readonly ParameterGrid _grid;
    private readonly double[] _spread;
    private readonly int[] _first;

    public FreePath(ParameterGrid grid, CalibrationSettings settings)
    {
        _grid = grid;
        _spread = new double[grid.Neurals.Length];
        _first = new int[grid.Neurals.Length];
        for (int p = 0; p < grid.Neurals.Length; p++)
        {
            NeuralSymbol neural = grid.Neurals[p];
            _first[p] = Count;
            _spread[p] = grid.IsConstant(p)
                ? settings.PoolSpread
                : new BoundedTransform(neural.Min, neural.Max).RawScale(settings.Smoothness * Math.Sqrt(grid.SegmentWeeks(p)));
            Count += 1 + (grid.IsConstant(p) ? (grid.Lanes > 1 ? grid.Lanes : 0) : grid.Segments(p) - 1);
        }
    }

    /// <summary>Number of variables.</summary>
    public int Count { get; }

    /// <summary>The variable that sets the level of a parameter.</summary>
    public int Base(int parameter) => _first[parameter];

    /// <summary>Raw parameter values from the variables.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Expand(ReadOnlySpan<double> variables, Span<double> raw)
    {
        for (int p = 0; p < _first.Length; p++)
        {
            double value = variables[_first[p]];
            Span<double> to = raw.Slice(_grid.Offset(p), _grid.Segments(p) * _grid.Lanes);
            if (_grid.IsConstant(p))
            {
                for (int l = 0; l < _grid.Lanes; l++)
                {
                    to[l] = value + (_grid.Lanes > 1 ? _spread[p] * variables[_first[p] + 1 + l] : 0);
                }

                continue;
            }

            for (int s = 0; s < _grid.Segments(p); s++)
            {
                value += s > 0 ? _spread[p] * variables[_first[p] + s] : 0;
                to.Slice(s * _grid.Lanes, _grid.Lanes).Fill(value);
            }
        }
    }

    /// <summary>The gradient by the variables from the one by raw values (overwrites).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Contract(ReadOnlySpan<double> rawGradient, Span<double> gradient)
    {
        for (int p = 0; p < _first.Length; p++)
        {
            ReadOnlySpan<double> from = rawGradient.Slice(_grid.Offset(p), _grid.Segments(p) * _grid.Lanes);
            if (_grid.IsConstant(p))
            {
                double sum = 0;
                for (int l = 0; l < _grid.Lanes; l++)
                {
                    sum += from[l];
                    if (_grid.Lanes > 1)
                    {
                        gradient[_first[p] + 1 + l] = _spread[p] * from[l];
                    }
                }

                gradient[_first[p]] = sum;
                continue;
            }

            double suffix = 0;
            for (int s = _grid.Segments(p) - 1; s >= 0; s--)
            {
                foreach (double g in from.Slice(s * _grid.Lanes, _grid.Lanes))
                {
                    suffix += g;
                }

                gradient[_first[p] + s] = s > 0 ? _spread[p] * suffix : suffix;
            }
        }
    }

    /// <summary>Adds the standard normal prior of local deviations, divided by <paramref name="observations"/>.</summary>
    public double AddPrior(ReadOnlySpan<double> variables, Span<double> gradient, int observations)
    {
        double total = 0;
        for (int p = 0; p < _first.Length; p++)
        {
            if (!_grid.IsConstant(p) || _grid.Lanes == 1)
            {
                continue;
            }

            for (int i = _first[p] + 1; i <= _first[p] + _grid.Lanes; i++)
            {
                total += 0.5 * variables[i] * variables[i] / observations;
                gradient[i] += variables[i] / observations;
            }
        }

        return total;
    }

    /// <summary>Variables for a grid with more steps: new increments are zero, so the last value is held.</summary>
    public double[] Continue(FreePath earlier, ReadOnlySpan<double> variables)
    {
        var continued = new double[Count];
        for (int p = 0; p < _first.Length; p++)
        {
            int count = Math.Min(Length(p), earlier.Length(p));
            variables.Slice(earlier._first[p], count).CopyTo(continued.AsSpan(_first[p]));
        }

        return continued;
    }

    private int Length(int parameter) => (parameter + 1 < _first.Length ? _first[parameter + 1] : Count) - _first[parameter];
}
