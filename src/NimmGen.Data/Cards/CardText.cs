using System.Text;

namespace NimmGen.Data;

/// <summary>A card in words, for people.</summary>
public static class CardText
{
    private const int Width = 110;

    /// <summary>Several lines, each ended by a line feed: what the data are, whom to cite, what each name means, where the files come from.</summary>
    public static string Of(DataCard card)
    {
        var text = new StringBuilder();
        text.Append(card.Name).Append('\n');
        Paragraph(text, "", card.Title + (card.Simulated && !card.Title.Contains("simulated", StringComparison.OrdinalIgnoreCase) ? " (simulated)" : ""));
        text.Append('\n');
        Entry(text, "citation", card.Citation);
        Entry(text, "licence", card.Licence);
        Entry(text, "source", card.Source);
        Entry(text, "places", card.Location.Name is { } one && card.Step != TimeStep.Sample ? one : card.Location.Naming.IsEmpty ? null : $"named by {string.Join(" and ", card.Location.Naming)}");
        Entry(text, "step", Step(card));
        Entry(text, "forecasts", Forecasts(card.Windows));
        List(text, "channels", card.Channels, c => $"{c.Name} [{c.Unit}]: {Role(c)}, {Kind(c)}{(c.Axis is { } a ? $", by {a}" : "")}{(c.UnderReported ? ", not all counted" : "")}");
        List(text, "constants", card.Constants, c => $"{c.Name} [{c.Unit}]: {(c.Value is { } v ? $"{v}. " : "")}{(c.Axis is { } a ? $"by {a}. " : "")}{c.Source}");
        List(text, "groups", card.Axes, a => $"{a.Name}: {string.Join(", ", a.Labels)}");
        List(text, "matrices", card.Matrices, m => $"{m.Name} [{m.Unit}]: row {m.RowMeaning}, column {m.ColumnMeaning}; {(m.Normalisation == Normalisation.None ? "not normalised" : $"{CardChecks.Word(m.Normalisation)} sum to one")}. {m.Source}");
        List(text, "literature", card.Literature, l => $"{l.Name}: {(l.Min == l.Max ? $"{l.Min}" : $"{l.Min} to {l.Max}")}{(l.Unit.Equals(Ir.Unit.One) ? "" : $" {l.Unit}")}. {l.Source}");
        List(text, "notes", card.Notes, n => n);
        Files(text, card);
        return text.ToString();
    }

    private static void Files(StringBuilder text, DataCard card)
    {
        if (card.Simulated)
        {
            return;
        }

        text.Append("\nfiles\n");
        foreach (DataFile file in card.Files.DistinctBy(f => CardPaths.Below(card, f)))
        {
            string path = CardPaths.Below(card, file);
            text.Append($"  {path}{(file.Bytes is { } bytes ? $"  {bytes:N0} bytes" : "")}\n");
            if (file.Sha256 is { } hash)
            {
                text.Append($"    SHA-256 {hash}\n");
            }

            if (Recipes.Find(path) is { } recipe && Catalogue.Find(card.Name) is not null)
            {
                string more = recipe.Addresses.Length > 3 ? $" and {recipe.Addresses.Length - 1} more beside it" : "";
                foreach (string address in recipe.Addresses.Take(more.Length > 0 ? 1 : 3))
                {
                    text.Append($"    from {address}{more}\n");
                }

                text.Append($"    made: {recipe.Does}\n");
            }
        }
    }

    private static string Step(DataCard card) => card.Step switch
    {
        TimeStep.Sample => "none: independent samples",
        var step => $"{CardChecks.Word(step)}{(card.Time is { } time ? $", column {time.Column} ({TimeParser.Describe(time.Format)})" : "")}",
    };

    private static string? Forecasts(Windows? windows) => windows is null ? null
        : $"{windows.Horizon} steps ahead, scored after {string.Join(", ", windows.TestOrigins.Select(o => o.TrainSteps))} steps";

    private static string Role(Channel channel) => channel.Role switch
    {
        ChannelRole.Target => channel.Aggregate is { } how ? $"to be forecast, scored as {CardChecks.Word(how)} over places" : "to be forecast",
        ChannelRole.Action => "done to the system",
        _ => channel.KnownAhead ? "input, known ahead" : "input",
    };

    private static string Kind(Channel channel) => channel.Kind switch
    {
        ChannelKind.New => "new in the step",
        ChannelKind.Prevalence => "how many at the time",
        ChannelKind.Cumulative => "all since the beginning",
        ChannelKind.Percent => "percent",
        _ => CardChecks.Word(channel.Kind),
    };

    private static void Entry(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            Paragraph(text, $"{name,-10} ", value);
        }
    }

    private static void List<T>(StringBuilder text, string name, IEnumerable<T> items, Func<T, string> words)
    {
        bool any = false;
        foreach (T item in items)
        {
            text.Append(any ? "" : $"\n{name}\n");
            Paragraph(text, "  ", words(item), "    ");
            any = true;
        }
    }

    /// <summary>Breaks at blanks; lines after the first are indented as far as the first, or by <paramref name="hanging"/>.</summary>
    private static void Paragraph(StringBuilder text, string indent, string words, string? hanging = null)
    {
        int column = indent.Length;
        text.Append(indent);
        bool first = true;
        foreach (string word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!first && column + 1 + word.Length > Width)
            {
                string next = hanging ?? new string(' ', indent.Length);
                text.Append('\n').Append(next);
                (column, first) = (next.Length, true);
            }

            text.Append(first ? "" : " ").Append(word);
            column += word.Length + (first ? 0 : 1);
            first = false;
        }

        text.Append('\n');
    }
}
