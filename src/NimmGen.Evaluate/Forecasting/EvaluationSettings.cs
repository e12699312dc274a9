using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>How candidates are calibrated and scored.</summary>
public sealed record EvaluationSettings
{
    private const int LeastIterations = 150;
    private const int LeastEvaluations = 30;

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

    /// <summary>
    /// The same of the fewest iterations that a network is worth: where the panel is larger, CalibNN is not tried, and the free path alone
    /// calibrates. One iteration on such a panel takes half a second or more of a core.
    /// </summary>
    public double LargestNetwork { get; init; } = 1e7;

    /// <summary>
    /// Cost (<see cref="NimmGen.Compile.MechanismKernel.Cost"/>) times evaluations of a free path's first training; a large panel or mechanism
    /// gets fewer evaluations, some four seconds of a core.
    /// </summary>
    public double FreePathBudget { get; init; } = 6e9;

    /// <summary>The same of simulations in a network's first training.</summary>
    public double SimulationBudget { get; init; } = 2e10;

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

    /// <summary>True where a network can be trained on that many cells (steps times locations) within <see cref="LargestNetwork"/>.</summary>
    public bool TakesNetwork(int cells) => (double)cells * Math.Min(LeastIterations, Calibration.Iterations) <= LargestNetwork;

    /// <summary>Iterations of AdamW for a training on that many cells, of a mechanism whose simulation has that cost.</summary>
    public int Iterations(int cells, double cost, bool warm)
    {
        double within = Math.Min(NetworkBudget / Math.Max(cells, 1), SimulationBudget / Math.Max(cost, 1));
        double first = Math.Clamp(within, Math.Min(LeastIterations, Calibration.Iterations), Calibration.Iterations);
        return (int)Math.Ceiling(warm ? first * WarmShare : first);
    }

    /// <summary>How a free path is calibrated for a mechanism whose simulation has that cost.</summary>
    public CalibrationSettings FreePath(double cost, bool warm)
    {
        CalibrationSettings full = Calibration;
        double share = Math.Clamp(FreePathBudget / (Math.Max(cost, 1) * full.Evaluations), Math.Min(1, (double)LeastEvaluations / full.Evaluations), 1);
        int Part(int evaluations) => (int)Math.Ceiling(evaluations * share);
        return full with { Evaluations = Part(warm ? WarmEvaluations : full.Evaluations), ScoutEvaluations = Part(full.ScoutEvaluations) };
    }
}
