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

    /// <summary>Every so many days, rounded to whole data steps.</summary>
    public static Every Days(double days) => new(new(days > 0 ? days : -1));

    /// <summary>Every so many weeks.</summary>
    public static Every Weeks(double weeks) => Days(7 * weeks);
}

/// <summary>Whose value a parameter is: per: Location or per: Global.</summary>
public sealed class Per
{
    private Per(Scope scope) => Scope = scope;

    internal Scope Scope { get; }

    /// <summary>One value for all locations.</summary>
    public static Per Global { get; } = new(Scope.Global);

    /// <summary>One value a location.</summary>
    public static Per Location { get; } = new(Scope.Location);

    /// <summary>per: Location names the axis of locations; a parameter per group is written over: Age.</summary>
    public static implicit operator Per(Axis axis) =>
        axis == Axis.Location ? Location : throw new ModelException("per: takes Location or Global; for one value a group write over: and the axis");
}
