using System.Collections.Immutable;
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

        LocationColumn location = card.Location;
        if ((location.Column is null ? 0 : 1) + (location.Name is null ? 0 : 1) + (location.Columns.IsEmpty ? 0 : 1) != 1)
        {
            Contradiction("location with none or several of column, columns and name", "\"column\" where the file has one, \"columns\" where several name a place together, else \"name\"", "keep one of the three");
        }

        if (card.Time is null && card.Step != TimeStep.Sample)
        {
            Contradiction($"no time, with step {Word(card.Step)}", "\"time\" with column and format", "add it, or make the step sample if rows have no time");
        }

        if (card.Time?.Format == TimeFormat.Epiweek && card.Step != TimeStep.Week)
        {
            Contradiction($"time format epiweek with step {Word(card.Step)}", "step week", "correct one of the two");
        }

        CheckNames(card, Contradiction);
        foreach (Channel channel in card.Channels)
        {
            CheckChannel(card, channel, Contradiction);
        }

        foreach (LocationConstant constant in card.Constants)
        {
            CheckConstant(card, constant, Contradiction);
        }

        StructureChecks.Check(card, Contradiction);
        CheckWindows(card.Windows, Contradiction);
        foreach (LiteratureRange range in card.Literature.Where(r => !(r.Min <= r.Max)))
        {
            Contradiction($"literature range {DiagnosticBag.Quote(range.Name)} from {range.Min} to {range.Max}", "min not above max", "exchange them");
        }

        foreach (DataFile data in card.Files.Where(d => d.Sha256 is { } hash && !Sha256().IsMatch(hash)))
        {
            Contradiction($"sha256 of {DiagnosticBag.Quote(data.Path)} that is not 64 hexadecimal digits", "the output of sha256sum", "correct or remove it");
        }

        void Contradiction(string got, string expected, string fix) => bag.Error("ND0018", file, null, got, expected, fix);
    }

    internal static string Word<T>(T word) where T : struct, Enum => word.ToString().ToLowerInvariant();

    private static void CheckNames(DataCard card, Action<string, string, string> contradiction)
    {
        ImmutableArray<string> names = [.. card.Channels.Select(c => c.Name), .. card.Constants.Select(c => c.Name), .. card.Matrices.Select(m => m.Name), .. card.Axes.Select(a => a.Name)];
        foreach (string twice in names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            contradiction($"two channels, constants, matrices or axes named {DiagnosticBag.Quote(twice)}", "every name once: models refer to it", "rename one");
        }

        foreach (string name in names.Where(n => !Symbol().IsMatch(n)))
        {
            contradiction($"the name {DiagnosticBag.Quote(name)}", "snake_case: a lower-case letter, then letters, digits and underscores", "rename it; the column may keep its header");
        }

        if (!card.Targets.Any())
        {
            contradiction("no channel with role target", "at least one channel to forecast", "set \"role\": \"target\" on it");
        }
    }

    private static void CheckChannel(DataCard card, Channel channel, Action<string, string, string> contradiction)
    {
        string quoted = DiagnosticBag.Quote(channel.Name);
        if ((channel.Kind == ChannelKind.Action) != (channel.Role == ChannelRole.Action))
        {
            contradiction($"channel {quoted} of kind {Word(channel.Kind)} and role {Word(channel.Role)}", "an action in both or in neither", "correct one of the two");
        }

        if (channel is { Role: ChannelRole.Target, KnownAhead: true })
        {
            contradiction($"target {quoted} known ahead of time", "a target that is to be forecast", "remove knownAhead, or make it a covariate");
        }

        if (channel.Aggregate is not null && channel.Role != ChannelRole.Target)
        {
            contradiction($"aggregate on {quoted}, which is no target", "aggregate on targets only", "remove it");
        }

        if (channel.Statistic is not null && (card.Composition is null || channel.Axis is not null || channel.Role == ChannelRole.Target))
        {
            contradiction($"statistic on {quoted}", "a covariate without axis, on a card that has a composition", "remove \"statistic\", or add \"composition\" to the card");
        }

        CheckAxis(card, $"channel {quoted}", channel.Axis, channel.Column, contradiction);
    }

    private static void CheckConstant(DataCard card, LocationConstant constant, Action<string, string, string> contradiction)
    {
        string quoted = DiagnosticBag.Quote(constant.Name);
        bool inline = constant.Value is not null, fromFile = constant.File is not null && constant.Column is not null;
        if (inline == fromFile || (inline && (constant.File is not null || constant.Column is not null)))
        {
            contradiction($"constant {quoted} with both or neither of value and file with column", "one of the two", "keep \"value\", or \"file\" and \"column\"");
        }

        if (fromFile && constant.LocationColumn is null && card.Location.Name is null)
        {
            contradiction($"constant {quoted} summed over its file, while the data have several locations", "locationColumn", "name the column of the file that holds the location");
        }

        if (constant.GroupColumn is not null && constant.Axis is null)
        {
            contradiction($"constant {quoted} with groupColumn and without axis", "both or neither", "name the axis whose labels the column holds");
        }
        else if (inline && constant.Axis is not null)
        {
            contradiction($"constant {quoted} with one value and an axis", "a file with a value for each group", "remove \"axis\": the value is then that of all groups together");
        }
        else if (fromFile)
        {
            CheckAxis(card, $"constant {quoted}", constant.GroupColumn is null ? constant.Axis : null, constant.Column!, contradiction);
            CheckKnown(card, $"constant {quoted}", constant.Axis, contradiction);
        }
    }

    private static void CheckAxis(DataCard card, string what, string? axis, string column, Action<string, string, string> contradiction)
    {
        CheckKnown(card, what, axis, contradiction);
        if (axis is not null && column.Count(c => c == '*') != 1)
        {
            contradiction($"{what} by {axis} with column {DiagnosticBag.Quote(column)}", "a header with one * in the label's place, such as cases_*", "write the star, or, for a constant, name the \"groupColumn\"");
        }
    }

    private static void CheckKnown(DataCard card, string what, string? axis, Action<string, string, string> contradiction)
    {
        if (axis is not null && card.FindAxis(axis) is null)
        {
            contradiction($"{what} by {DiagnosticBag.Quote(axis)}", $"one of the card's axes: {StructureChecks.AxisNames(card)}", Nearest.To(axis, card.Axes.Select(a => a.Name)) is { } near ? $"did you mean \"{near}\"?" : "declare it in \"axes\", with its labels");
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
