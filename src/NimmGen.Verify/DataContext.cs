using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Verify;

/// <summary>A series or constant that the data set offers.</summary>
/// <param name="Name">As observed or, in snake case, as an input's name.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Kind">new, prevalence, cumulative, rate, percent, covariate, action, state or constant.</param>
/// <param name="Min">Least value, where known.</param>
/// <param name="Max">Greatest value, where known.</param>
public sealed record DataChannel(string Name, Unit Unit, string Kind, double? Min = null, double? Max = null);

/// <summary>What the verifier needs to know of a data set.</summary>
/// <param name="Channels">Series.</param>
/// <param name="Constants">One value a location.</param>
/// <param name="Step">Unit of one row: day, week, month or sample.</param>
public sealed record DataContext(ImmutableArray<DataChannel> Channels, ImmutableArray<DataChannel> Constants, string Step = "day")
{
    /// <summary>The channel or constant of that name, or null.</summary>
    public DataChannel? Find(string name) => Channels.Concat(Constants).FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));
}
