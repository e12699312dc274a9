using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// What the free path minimises: <see cref="TwinObjective"/> and the priors of the paths, as a function of the paths'
/// variables, then learned values, then weekday factors. Not thread-safe.
/// </summary>
internal sealed class FreePathObjective
{
    private readonly double[] _rawGradient;

    public FreePathObjective(MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibrationSettings settings)
    {
        Twin = new TwinObjective(model, kernel, data, settings, sharedPaths: true);
        Path = new FreePath(Twin.Grid, settings);
        Raw = new double[Twin.Grid.Size];
        _rawGradient = new double[Raw.Length];
    }

    public TwinObjective Twin { get; }

    public FreePath Path { get; }

    /// <summary>The grid's raw values at the last point.</summary>
    public double[] Raw { get; }

    /// <summary>Index of the first weekday factor.</summary>
    public int FirstWeekday => Path.Count + Twin.LearnedCount;

    /// <summary>Number of variables.</summary>
    public int Count => FirstWeekday + Twin.WeekdayCount;

    /// <summary>Value and gradient (overwritten); NaN or infinity where the simulation or the gradient overflows.</summary>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
    {
        int learned = Path.Count, weekday = FirstWeekday;
        Path.Expand(x[..learned], Raw);
        double value = Twin.Evaluate(Raw, x[learned..weekday], x[weekday..], _rawGradient, gradient[learned..weekday], gradient[weekday..]);
        if (double.IsFinite(value))
        {
            Path.Contract(_rawGradient, gradient[..learned]);
            value += Path.AddPrior(x[..learned], gradient[..learned], Twin.ObservationCount);
        }

        // Without a gradient nothing leads on from here.
        return AreFinite(gradient) ? value : double.NaN;
    }

    private static bool AreFinite(ReadOnlySpan<double> values)
    {
        double zero = 0;
        foreach (double value in values)
        {
            zero += 0 * value;
        }

        return zero == 0;
    }
}
