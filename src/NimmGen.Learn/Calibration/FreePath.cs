using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// The network-free calibrator: each time-varying parameter is one random walk, shared by all locations, written by its
/// increments (so that neighbouring weeks move together), and where it is pooled a walk of each location beside it; a parameter that
/// never changes has a shared value and a local deviation. The variables of a parameter, in the grid's order of parameters: the shared
/// level; where locations deviate, one level a lane; then for each further segment the shared increment and, where it is pooled, one a lane.
/// </summary>
internal sealed class FreePath
{
    private readonly ParameterGrid _grid;
    private readonly double[] _spread;
    private readonly double[] _localSpread;
    private readonly double[] _localStep;
    private readonly int[] _first;
    private readonly double[] _suffix;

    public FreePath(ParameterGrid grid, CalibrationSettings settings)
    {
        _grid = grid;
        _spread = new double[grid.Neurals.Length];
        _localSpread = new double[grid.Neurals.Length];
        _localStep = new double[grid.Neurals.Length];
        _first = new int[grid.Neurals.Length];
        _suffix = new double[grid.Lanes];
        for (int p = 0; p < grid.Neurals.Length; p++)
        {
            NeuralSymbol neural = grid.Neurals[p];
            var transform = new BoundedTransform(neural.Min, neural.Max);
            double weeks = Math.Sqrt(grid.SegmentWeeks(p));
            _first[p] = Count;
            _spread[p] = transform.RawScale((neural.Smoothness ?? settings.Smoothness) * weeks);
            _localSpread[p] = neural.Pooled ? transform.RawScale(settings.LocalSpread) : settings.PoolSpread;
            _localStep[p] = transform.RawScale(settings.LocalSmoothness * weeks);
            Count += 1 + LocalLevels(p) + (grid.Segments(p) - 1) * Step(p);
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
        int lanes = _grid.Lanes;
        for (int p = 0; p < _first.Length; p++)
        {
            ReadOnlySpan<double> own = variables.Slice(_first[p], Length(p));
            Span<double> to = raw.Slice(_grid.Offset(p), _grid.Segments(p) * lanes);
            Span<double> level = to[..lanes];
            level.Fill(own[0]);
            AddScaled(_localSpread[p], own.Slice(1, LocalLevels(p)), level);
            int at = 1 + LocalLevels(p);
            for (int s = 1; s < _grid.Segments(p); s++, at += Step(p))
            {
                Span<double> next = to.Slice(s * lanes, lanes);
                double shared = _spread[p] * own[at];
                ReadOnlySpan<double> before = to.Slice((s - 1) * lanes, lanes);
                for (int l = 0; l < lanes; l++)
                {
                    next[l] = before[l] + shared;
                }

                AddScaled(_localStep[p], own.Slice(at + 1, Step(p) - 1), next);
            }
        }
    }

    /// <summary>The gradient by the variables from the one by raw values (overwrites).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Contract(ReadOnlySpan<double> rawGradient, Span<double> gradient)
    {
        int lanes = _grid.Lanes;
        for (int p = 0; p < _first.Length; p++)
        {
            Span<double> own = gradient.Slice(_first[p], Length(p));
            ReadOnlySpan<double> from = rawGradient.Slice(_grid.Offset(p), _grid.Segments(p) * lanes);
            int at = own.Length;

            // What a segment's increment moves: itself and all after it.
            Array.Clear(_suffix);
            for (int s = _grid.Segments(p) - 1; s > 0; s--)
            {
                at -= Step(p);
                AddScaled(1, from.Slice(s * lanes, lanes), _suffix);
                own[at] = _spread[p] * Sum(_suffix);
                Scaled(_localStep[p], _suffix, own.Slice(at + 1, Step(p) - 1));
            }

            AddScaled(1, from[..lanes], _suffix);
            own[0] = Sum(_suffix);
            Scaled(_localSpread[p], _suffix, own.Slice(1, LocalLevels(p)));
        }
    }

    /// <summary>
    /// Adds the standard normal prior of the local deviations of parameters that never change, divided by
    /// <paramref name="observations"/>. Pooled parameters have theirs in <see cref="PathPenalty"/>.
    /// </summary>
    public double AddPrior(ReadOnlySpan<double> variables, Span<double> gradient, int observations)
    {
        double total = 0;
        for (int p = 0; p < _first.Length; p++)
        {
            if (_grid.Neurals[p].Pooled)
            {
                continue;
            }

            for (int i = _first[p] + 1; i <= _first[p] + LocalLevels(p); i++)
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

    private int LocalLevels(int parameter) =>
        _grid.Lanes > 1 && (_grid.IsConstant(parameter) || _grid.Neurals[parameter].Pooled) ? _grid.Lanes : 0;

    // Variables of a further segment.
    private int Step(int parameter) => 1 + (_grid.Lanes > 1 && _grid.Neurals[parameter].Pooled ? _grid.Lanes : 0);

    private int Length(int parameter) => (parameter + 1 < _first.Length ? _first[parameter + 1] : Count) - _first[parameter];

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    private static void AddScaled(double factor, ReadOnlySpan<double> from, Span<double> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] += factor * from[i];
        }
    }

    private static void Scaled(double factor, ReadOnlySpan<double> from, Span<double> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = factor * from[i];
        }
    }
}
