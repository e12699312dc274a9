using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>How candidates are calibrated and scored.</summary>
public sealed record EvaluationSettings
{
    /// <summary>Of the first origin; later ones go on from the one before.</summary>
    public CalibrationSettings Calibration { get; init; } = new();

    /// <summary>Iterations of AdamW at an origin that goes on from an earlier one.</summary>
    public int WarmIterations { get; init; } = 60;

    /// <summary>Evaluations of the free path at an origin that goes on from an earlier one.</summary>
    public int WarmEvaluations { get; init; } = 80;

    /// <summary>Scale infected compartments at the origin to what was last observed.</summary>
    public bool Nudge { get; init; } = true;
}
