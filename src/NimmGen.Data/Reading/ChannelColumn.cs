using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>One series of a data set: a channel, or one group of a channel that is given by groups.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Group">Label of the group; null where the channel has no axis.</param>
/// <param name="Header">Column of the file; null where the value is computed.</param>
internal sealed record ChannelColumn(Channel Channel, string? Group, string? Header)
{
    /// <summary>Name of the series among the arrays of a panel.</summary>
    public string Key => Panel.Key(Channel.Name, Group);

    /// <summary>All series of a card in the order of its channels and labels.</summary>
    public static ImmutableArray<ChannelColumn> Of(DataCard card) => [.. card.Channels.SelectMany(c => Of(c, card.FindAxis(c.Axis)))];

    public static IEnumerable<ChannelColumn> Of(Channel channel, Axis? axis) =>
        axis is null
            ? [new(channel, null, channel.Statistic is null ? channel.Column : null)]
            : axis.Labels.Select(label => new ChannelColumn(channel, label, channel.Column.Replace("*", label, StringComparison.Ordinal)));
}
