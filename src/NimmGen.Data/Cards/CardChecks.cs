using System.Text.RegularExpressions;

namespace NimmGen.Data;

/// <summary>What a card that is well-formed may still get wrong: it contradicts itself.</summary>
internal static partial class CardChecks
{
    public static void Check(DataCard card, string file, DiagnosticBag bag)
    {
        if (!DataSetName().IsMatch(card.Name))
        {
            Contradiction($"name {DiagnosticBag.Quote(card.Name)}", "lower-case letters, digits and hyphens, such as covid-bogota", "rename it");
        }

        if ((card.Location.Column is null) == (card.Location.Name is null))
        {
            Contradiction("location with both or neither of column and name", "\"column\" where the file has one, else \"name\"", "keep one of the two");
        }

        if (card.Time.Format == TimeFormat.Epiweek && card.Step != TimeStep.Week)
        {
            Contradiction($"time format epiweek with step {card.Step.ToString().ToLowerInvariant()}", "step week", "correct one of the two");
        }

        CheckChannels(card, Contradiction);
        CheckConstants(card, Contradiction);
        CheckWindows(card.Windows, Contradiction);
        foreach (LiteratureRange range in card.Literature.Where(r => !(r.Min <= r.Max)))
        {
            Contradiction($"literature range {DiagnosticBag.Quote(range.Name)} from {range.Min} to {range.Max}", "min not above max", "exchange them");
        }

        foreach (DataFile data in card.Constants.Select(c => c.File).Prepend(card.Data).OfType<DataFile>().Where(d => d.Sha256 is { } hash && !Sha256().IsMatch(hash)))
        {
            Contradiction($"sha256 of {DiagnosticBag.Quote(data.Path)} that is not 64 hexadecimal digits", "the output of sha256sum", "correct or remove it");
        }

        void Contradiction(string got, string expected, string fix) => bag.Error("ND0018", file, null, got, expected, fix);
    }

    private static void CheckChannels(DataCard card, Action<string, string, string> contradiction)
    {
        foreach (string twice in card.Channels.Select(c => c.Name).Concat(card.Constants.Select(c => c.Name)).GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            contradiction($"two channels or constants named {DiagnosticBag.Quote(twice)}", "every name once: models refer to it", "rename one");
        }

        foreach (string name in card.Channels.Select(c => c.Name).Concat(card.Constants.Select(c => c.Name)).Where(n => !Symbol().IsMatch(n)))
        {
            contradiction($"the name {DiagnosticBag.Quote(name)}", "snake_case: a lower-case letter, then letters, digits and underscores", "rename it; the column may keep its header");
        }

        if (!card.Targets.Any())
        {
            contradiction("no channel with role target", "at least one channel to forecast", "set \"role\": \"target\" on it");
        }

        foreach (Channel channel in card.Channels)
        {
            if ((channel.Kind == ChannelKind.Action) != (channel.Role == ChannelRole.Action))
            {
                contradiction($"channel {DiagnosticBag.Quote(channel.Name)} of kind {channel.Kind.ToString().ToLowerInvariant()} and role {channel.Role.ToString().ToLowerInvariant()}", "an action in both or in neither", "correct one of the two");
            }

            if (channel is { Role: ChannelRole.Target, KnownAhead: true })
            {
                contradiction($"target {DiagnosticBag.Quote(channel.Name)} known ahead of time", "a target that is to be forecast", "remove knownAhead, or make it a covariate");
            }

            if (channel.Aggregate is not null && channel.Role != ChannelRole.Target)
            {
                contradiction($"aggregate on {DiagnosticBag.Quote(channel.Name)}, which is no target", "aggregate on targets only", "remove it");
            }
        }
    }

    private static void CheckConstants(DataCard card, Action<string, string, string> contradiction)
    {
        foreach (LocationConstant constant in card.Constants)
        {
            bool inline = constant.Value is not null, fromFile = constant.File is not null && constant.Column is not null;
            if (inline == fromFile || (inline && (constant.File is not null || constant.Column is not null)))
            {
                contradiction($"constant {DiagnosticBag.Quote(constant.Name)} with both or neither of value and file with column", "one of the two", "keep \"value\", or \"file\" and \"column\"");
            }

            if (fromFile && constant.LocationColumn is null && card.Location.Column is not null)
            {
                contradiction($"constant {DiagnosticBag.Quote(constant.Name)} summed over its file, while the data have several locations", "locationColumn", "name the column of the file that holds the location");
            }
        }
    }

    private static void CheckWindows(Windows? windows, Action<string, string, string> contradiction)
    {
        if (windows is null)
        {
            return;
        }

        if (windows.Horizon < 1 || windows.Spacing < 1 || windows.MinTrainSteps < 1 || windows.TrainLength < 1)
        {
            contradiction("windows with a length below 1", "horizon, spacing, minTrainSteps and trainLength of 1 or more", "correct it");
        }

        if (windows.TestOrigins.IsDefaultOrEmpty || windows.TestOrigins.Zip(windows.TestOrigins.Skip(1)).Any(p => p.First >= p.Second) || windows.TestOrigins[0].TrainSteps < 1)
        {
            contradiction("windows without test origins, or not in ascending order from 1", "\"testOrigins\": [294, 301]", "list each origin once, the earliest first");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex DataSetName();

    [GeneratedRegex("^[a-z][a-z0-9_]*\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Symbol();

    [GeneratedRegex("^[0-9a-fA-F]{64}\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Sha256();
}
