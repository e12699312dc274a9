namespace NimmGen.Evaluate;

/// <summary>Where the reproduction number tends beyond the origin.</summary>
public enum Tendency
{
    /// <summary>To one: neither growth nor decline.</summary>
    Neutral,

    /// <summary>To its geometric mean over the last half year before the origin.</summary>
    Mean,
}

/// <summary>
/// How the transmission rate goes on beyond the origin: the distance of log R from where it tends shrinks by
/// <paramref name="Factor"/> a week; 1 holds the last value, 0 drops to the tendency at once. Parameters without a
/// transmission role are held. What decides a forecast more than anything else (docs/concepts/forecasting.md).
/// </summary>
/// <param name="Factor">0 to 1.</param>
/// <param name="Tendency">Where R tends.</param>
public sealed record Extension(double Factor, Tendency Tendency)
{
    private static readonly double[] Factors = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9];

    /// <summary>The choices between which rolling origins decide: one for a task, not one a place or phase.</summary>
    public static IReadOnlyList<Extension> Choices { get; } =
    [
        .. from tendency in Enum.GetValues<Tendency>() from factor in Factors select new Extension(factor, tendency),
        new(1, Tendency.Neutral),
    ];

    /// <summary>For tables and reports.</summary>
    public override string ToString()
    {
        string where = Tendency == Tendency.Mean ? "its mean of the last half year" : "one";
        return Factor switch
        {
            1 => "held",
            0 => $"R at {where} from the origin on",
            _ => $"log R tends to {where}, its distance shrinking by a factor of {Factor:0.##} a week",
        };
    }
}
