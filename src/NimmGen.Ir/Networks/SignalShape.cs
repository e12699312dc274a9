using System.Globalization;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>The time that a signal runs over; how many steps that is, the data say.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimeAxis>))]
public enum TimeAxis
{
    /// <summary>One value a location, for all time.</summary>
    None,

    /// <summary>Every step of the observed history.</summary>
    History,

    /// <summary>The weeks of the observed history.</summary>
    Weeks,

    /// <summary>The steps for which parameters are predicted, one a week.</summary>
    Steps,
}

/// <summary>A number of channels that may depend on the data: Fixed + Features times the features of the history.</summary>
public readonly record struct ChannelCount(int Fixed, int Features = 0)
{
    /// <summary>True where it is the same for every data set.</summary>
    public bool IsFixed => Features == 0;

    /// <summary>The number, for data with so many features.</summary>
    public int Of(int features) => Fixed + Features * features;

    public static ChannelCount operator +(ChannelCount a, ChannelCount b) => new(a.Fixed + b.Fixed, a.Features + b.Features);

    /// <summary>"64", "features", "2 features + 8".</summary>
    public override string ToString()
    {
        string features = Features switch { 0 => "", 1 => "features", int n => string.Create(CultureInfo.InvariantCulture, $"{n} features") };
        return Features == 0 ? Fixed.ToString(CultureInfo.InvariantCulture)
            : Fixed == 0 ? features
            : string.Create(CultureInfo.InvariantCulture, $"{features} + {Fixed}");
    }
}

/// <summary>The shape of a signal: [location, time, channel], or [location, channel] where it has no time.</summary>
public readonly record struct SignalShape(TimeAxis Time, ChannelCount Channels)
{
    public override string ToString() => Time == TimeAxis.None
        ? $"[location, {Channels}]"
        : $"[location, {Time.ToString().ToLowerInvariant()}, {Channels}]";
}
