using System.Globalization;
using System.Reflection;
using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>Reads the statistics of the training span and says what a modeller should know; asked once a run.</summary>
internal sealed class DataAgent(Correspondence correspondence, ForecastTask task)
{
    private const int Longest = 4000;

    /// <summary>The insights; empty where the reply was of no use.</summary>
    public async Task<string> InsightsAsync(CancellationToken cancellation)
    {
        ExchangeRecord exchange = await correspondence.AskAsync(new(0, "insights", PromptOf(task)), cancellation);
        return exchange.Failure is null ? ReplyText.Plain(exchange.Reply, Longest) : "";
    }

    internal static Prompt PromptOf(ForecastTask task)
    {
        DataStatistics statistics = StatisticsBuilder.Of(task);
        var values = new PromptValues
        {
            ["task"] = TaskText.Of(task),
            ["samples"] = task.Folds.IsEmpty ? "" : "yes",
            ["from"] = statistics.From,
            ["to"] = statistics.To,
            ["steps"] = statistics.Steps.ToString(CultureInfo.InvariantCulture),
            ["places"] = TaskText.Places(task),
            ["waves"] = statistics.Waves.IsEmpty ? "none" : string.Join(", ", statistics.Waves.Select(w => $"{PromptNumber.Of(w.Value)} at {w.Step}")),
            ["doubling"] = PromptNumber.Of(statistics.DoublingSteps),
            ["sample"] = string.Join(", ", statistics.Sample.Select(s => $"{s.Step} {PromptNumber.Of(s.Value)}")),
            ["version"] = typeof(DataAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
        };
        values.List("channels", statistics.Channels.Select(c => Values(c, task.Folds.IsEmpty)));
        return PromptLibrary.Fill("insights", values);
    }

    private static PromptValues Values(ChannelStatistics channel, bool series) => new()
    {
        ["name"] = channel.Name,
        ["unit"] = channel.Unit,
        ["kind"] = channel.Kind,
        ["min"] = PromptNumber.Of(channel.Min),
        ["median"] = PromptNumber.Of(channel.Median),
        ["max"] = PromptNumber.Of(channel.Max),
        ["maxAt"] = channel.MaxAt,
        ["missing"] = PromptNumber.Percent(channel.Missing),
        ["zeros"] = PromptNumber.Percent(channel.Zeros),
        ["last"] = series ? PromptNumber.Of(channel.Last) : "",
        ["correlation"] = double.IsFinite(channel.Correlation) ? PromptNumber.Of(channel.Correlation) : "",
        ["lead"] = double.IsFinite(channel.LeadCorrelation) ? channel.Lead.ToString(CultureInfo.InvariantCulture) : "",
        ["leadR"] = PromptNumber.Of(channel.LeadCorrelation),
        ["yearly"] = double.IsFinite(channel.Yearly) ? PromptNumber.Of(channel.Yearly) : "",
        ["weekdays"] = string.Join(" ", channel.Weekdays.Select(PromptNumber.Of)),
    };
}
