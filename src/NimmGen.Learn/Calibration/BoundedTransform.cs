namespace NimmGen.Learn;

/// <summary>
/// Maps an unbounded training variable to a parameter's declared range, so that training cannot leave it: a sigmoid between
/// the bounds, of the logarithm where the range spans more than a factor of ten.
/// </summary>
public readonly struct BoundedTransform
{
    private readonly double _low;
    private readonly double _width;
    private readonly bool _log;

    public BoundedTransform(double min, double max)
    {
        _log = min > 0 && max / min > 10;
        _low = _log ? Math.Log(min) : min;
        _width = (_log ? Math.Log(max) : max) - _low;
    }

    /// <summary>The parameter, in its declared unit.</summary>
    public double Value(double raw)
    {
        double x = _low + _width * Sigmoid(raw);
        return _log ? Math.Exp(x) : x;
    }

    /// <summary>d value / d raw.</summary>
    public double Derivative(double raw)
    {
        double s = Sigmoid(raw);
        double slope = _width * s * (1 - s);
        return _log ? slope * Math.Exp(_low + _width * s) : slope;
    }

    /// <summary>The inverse; a value at or beyond a bound is taken just inside it.</summary>
    public double Raw(double value)
    {
        double share = ((_log ? Math.Log(Math.Max(value, double.Epsilon)) : value) - _low) / _width;
        share = Math.Clamp(share, 1e-6, 1 - 1e-6);
        return Math.Log(share / (1 - share));
    }

    /// <summary>Raw standard deviation that corresponds to a (small) relative deviation of the value at the range's centre.</summary>
    public double RawScale(double relative)
    {
        double centre = Value(0);
        double slope = Derivative(0);
        return slope > 0 ? relative * Math.Max(centre, 1e-300) / slope : relative;
    }

    private static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));
}
