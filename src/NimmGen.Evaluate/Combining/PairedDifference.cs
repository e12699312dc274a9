using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate;

/// <summary>What rolling origins tell of two methods.</summary>
public enum PairedVerdict
{
    /// <summary>The whole interval of the mean difference is below zero.</summary>
    Better,

    /// <summary>The whole interval is above zero.</summary>
    Worse,

    /// <summary>The interval holds zero, or there is none.</summary>
    CannotBeToldApart,
}

/// <summary>
/// The mean difference of two methods' errors at the same rolling origins, with an interval by Student's t over blocks of origins
/// (<see cref="PairedBlocks"/>): the windows in a block overlap and count as one. Neighbouring blocks still touch, so the interval
/// is rather too narrow than too wide. It is the effect with its uncertainty; a test of equal squared errors, as the benchmark
/// does on many windows, is <see cref="Significance.DieboldMariano"/>.
/// </summary>
/// <param name="Mean">Mean over origins, in the unit of the errors; negative where the first method is better; NaN where an origin has no error.</param>
/// <param name="Low">Lower end of the interval; NaN where there are fewer than two blocks.</param>
/// <param name="High">Upper end.</param>
/// <param name="Origins">Origins compared.</param>
/// <param name="Blocks">Blocks that they make.</param>
public sealed record PairedDifference(double Mean, double Low, double High, int Origins, int Blocks)
{
    /// <summary>Probability that the interval is made for.</summary>
    public const double Level = 0.95;

    public PairedVerdict Verdict => High < 0 ? PairedVerdict.Better : Low > 0 ? PairedVerdict.Worse : PairedVerdict.CannotBeToldApart;

    /// <summary>True where there are too few windows for an interval.</summary>
    public bool TooFew => Blocks < 2;

    /// <summary>Compares errors; null where they are not of the same origins, or of none.</summary>
    /// <param name="errors">Of the method, one an origin in order of time.</param>
    /// <param name="reference">Of the other at the same origins.</param>
    /// <param name="block">Origins whose windows overlap (<see cref="PairedBlocks.Length(ForecastTask)"/>).</param>
    public static PairedDifference? Of(IReadOnlyList<double> errors, IReadOnlyList<double> reference, int block)
    {
        if (errors.Count == 0 || errors.Count != reference.Count)
        {
            return null;
        }

        double[] differences = [.. errors.Zip(reference, (a, b) => a - b)];
        int blocks = PairedBlocks.Count(differences.Length, block);
        if (!differences.All(double.IsFinite))
        {
            return new(double.NaN, double.NaN, double.NaN, differences.Length, blocks);
        }

        double mean = differences.Average();
        double half = blocks < 2 ? double.NaN : PairedBlocks.Margin(differences, block);
        return new(mean, mean - half, mean + half, differences.Length, blocks);
    }
}
