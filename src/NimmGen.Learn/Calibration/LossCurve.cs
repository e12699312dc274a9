using System.Collections.Immutable;

namespace NimmGen.Learn;

/// <summary>The objective along a training, kept short: every value at first, then every second, every fourth and so on.</summary>
internal sealed class LossCurve
{
    private const int Most = 200;
    private readonly List<double> _values = [];
    private int _stride = 1;
    private int _seen;

    public void Add(double value)
    {
        if (_seen++ % _stride != 0)
        {
            return;
        }

        _values.Add(value);
        if (_values.Count > Most)
        {
            for (int i = 0; i < _values.Count / 2; i++)
            {
                _values[i] = _values[2 * i];
            }

            _values.RemoveRange(_values.Count / 2, _values.Count - _values.Count / 2);
            _stride *= 2;
        }
    }

    public ImmutableArray<double> Thinned() => [.. _values];
}
