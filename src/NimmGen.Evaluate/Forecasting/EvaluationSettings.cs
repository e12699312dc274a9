using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>How candidates are calibrated and scored.</summary>
public sealed record EvaluationSettings
{
    private const int LeastIterations = 150;

    /// <summary>About a tenth of the work: scores that are good for trying things out, not for choosing a twin.</summary>
    public static EvaluationSettings Quick { get; } = new()
    {
        Calibration = new() { Evaluations = 30, Iterations = 20 },
        WarmEvaluations = 8,
    };

    /// <summary>Those that a run calls "quick" or "full".</summary>
    public static EvaluationSettings Of(string training) => training == "quick" ? Quick : new();

    /// <summary>Of the first origin; later ones go on from the one before.</summary>
    public CalibrationSettings Calibration { get; init; } = new();

    /// <summary>Cells (steps times locations) times iterations of a network's first training; a large panel gets fewer iterations.</summary>
    public double NetworkBudget { get; init; } = 1.6e6;

    /// <summary>A training that goes on from an earlier origin gets this part of the first one's iterations.</summary>
    public double WarmShare { get; init; } = 0.1;

    /// <summary>Evaluations of the free path at an origin that goes on from an earlier one.</summary>
    public int WarmEvaluations { get; init; } = 80;

    /// <summary>Validation origins, at least 2, of the first look at a candidate; there is none where validation has fewer than twice as many.</summary>
    public int ScreeningOrigins { get; init; } = 5;

    /// <summary>Part of the evaluations that a first look gets at each origin.</summary>
    public double ScreeningShare { get; init; } = 0.5;

    /// <summary>Of a first look.</summary>
    internal EvaluationSettings ForScreening => this with
    {
        WarmEvaluations = (int)Math.Ceiling(WarmEvaluations * ScreeningShare),
        Calibration = Calibration with { Evaluations = (int)Math.Ceiling(Calibration.Evaluations * ScreeningShare) },
    };

    /// <summary>Scale infected compartments at the origin to what was last observed.</summary>
    public bool Nudge { get; init; } = true;

    /// <summary>With at least so many starts of the first training.</summary>
    public EvaluationSettings With(int starts) => starts <= Calibration.Starts ? this : this with { Calibration = Calibration with { Starts = starts } };

    /// <summary>Iterations of AdamW for a training on that many cells.</summary>
    public int Iterations(int cells, bool warm)
    {
        double first = Math.Clamp(NetworkBudget / Math.Max(cells, 1), Math.Min(LeastIterations, Calibration.Iterations), Calibration.Iterations);
        return (int)Math.Ceiling(warm ? first * WarmShare : first);
    }
}
