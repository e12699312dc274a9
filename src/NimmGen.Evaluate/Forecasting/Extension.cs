namespace NimmGen.Evaluate;

/// <summary>
/// How the transmission rate goes on beyond the origin: its reproduction number R tends to one, log R shrinking by
/// <paramref name="Factor"/> a week; 1 holds the last value, 0 drops to the neutral one at once. Parameters without a
/// transmission role are held. What decides a forecast more than anything else (docs/concepts/forecasting.md).
/// </summary>
/// <param name="Factor">0 to 1.</param>
public sealed record Extension(double Factor)
{
    /// <summary>The factors among which rolling origins choose: one number for a task, not more.</summary>
    public static IReadOnlyList<Extension> Choices { get; } = [.. new[] { 0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0 }.Select(f => new Extension(f))];

    /// <summary>For tables and reports.</summary>
    public override string ToString() => Factor switch
    {
        1 => "held",
        0 => "neutral at once",
        _ => $"damped by {Factor:0.##} a week",
    };
}
