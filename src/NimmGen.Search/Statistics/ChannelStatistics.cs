using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>What the training span of one channel shows, over the aggregate of its places; NaN where a figure is not defined.</summary>
/// <param name="Name">Channel.</param>
/// <param name="Unit">Of its values.</param>
/// <param name="Kind">As on the card: new, prevalence, percent, covariate, ...</param>
/// <param name="Missing">Share of cells without a value.</param>
/// <param name="Zeros">Share of the present cells that are zero.</param>
/// <param name="Min">Least aggregate value.</param>
/// <param name="Median">Of the aggregate.</param>
/// <param name="Max">Greatest aggregate value.</param>
/// <param name="MaxAt">Its step.</param>
/// <param name="Last">The mean of the last seven steps over that of the seven before.</param>
public sealed record ChannelStatistics(
    string Name, string Unit, string Kind, double Missing, double Zeros, double Min, double Median, double Max, string MaxAt, double Last)
{
    /// <summary>Mean by day of the week over the centred weekly mean, Monday first; empty unless the steps are days.</summary>
    public ImmutableArray<double> Weekdays { get; init; } = [];

    /// <summary>Autocorrelation a year apart; NaN for less than two years.</summary>
    public double Yearly { get; init; } = double.NaN;

    /// <summary>Steps by which the target follows this channel where they agree best; positive: the channel comes first.</summary>
    public int Lead { get; init; }

    /// <summary>Samples: correlation with the target over them; NaN for the target itself and for series.</summary>
    public double Correlation { get; init; } = double.NaN;

    /// <summary>The correlation at <see cref="Lead"/>; NaN for the target itself.</summary>
    public double LeadCorrelation { get; init; } = double.NaN;
}

/// <summary>What the data agent is told of the data: the training span alone.</summary>
/// <param name="Steps">Of the training span.</param>
/// <param name="From">First step.</param>
/// <param name="To">Last step.</param>
/// <param name="Places">Locations or patients.</param>
/// <param name="Channels">One entry each.</param>
/// <param name="Waves">Local peaks of the smoothed target: step and value.</param>
/// <param name="DoublingSteps">Steps in which the target first doubled at its fastest; NaN where it never did.</param>
/// <param name="Sample">The aggregate of the target, thinned to some thirty values.</param>
public sealed record DataStatistics(
    int Steps,
    string From,
    string To,
    int Places,
    ImmutableArray<ChannelStatistics> Channels,
    ImmutableArray<(string Step, double Value)> Waves,
    double DoublingSteps,
    ImmutableArray<(string Step, double Value)> Sample);
