using NimmGen.Ir;

namespace NimmGen;

/// <summary>How often a <see cref="Neural"/> parameter changes.</summary>
public sealed class Every
{
    private Every(Cadence cadence) => Cadence = cadence;

    internal Cadence Cadence { get; }

    /// <summary>Every step of the data.</summary>
    public static Every Step { get; } = new(Cadence.EveryStep);

    /// <summary>Once a week in daily data, every step in weekly data; the default.</summary>
    public static Every Week { get; } = new(Cadence.Weekly);

    /// <summary>One value a location.</summary>
    public static Every Never { get; } = new(Cadence.Never);
}
