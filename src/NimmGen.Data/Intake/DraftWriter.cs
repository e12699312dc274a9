using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NimmGen.Ir;

namespace NimmGen.Data;

/// <summary>Writes the card, the tidy CSV file and the populations of an unknown file.</summary>
internal static class DraftWriter
{
    private const string PopulationFile = "population.csv";

    public static IntakeDraft Write(string file, IntakeTable table, Roles roles, SeriesGrid grid, double[] people, Windows windows, IntakeOptions options, ImmutableArray<Guess> guesses, int rows)
    {
        // What goes to terminals and comments is one line without control characters, whatever headers and cells hold.
        guesses = [.. guesses.Select(g => g with { Value = Plain(g.Value) })];
        string name = Words.Slug(options.Name ?? Path.GetFileNameWithoutExtension(file));
        (int Column, string Name)[] channels = Names(table, grid, roles);
        bool several = grid.Places.Count > 1;
        byte[] data = Series(grid, channels, several);
        var files = ImmutableArray.Create((name + ".csv", data));
        bool same = people.All(p => p == people[0]);
        LocationConstant population = new("population", Unit.Of("people"), options.Population is { } said ? $"as given: {said}" : $"column of {file}");
        if (same)
        {
            population = population with { Value = people[0] };
        }
        else
        {
            byte[] list = Lines(grid.Places.Select((p, i) => $"{Quote(p)},{people[i].ToString(CultureInfo.InvariantCulture)}").Prepend("place,population"));
            files = files.Add((PopulationFile, list));
            population = population with { File = Hashed(PopulationFile, list), Column = "population", LocationColumn = "place" };
        }

        LiteratureRange[] literature = options.Domain is { } domain ? [.. Catalogue.All.FirstOrDefault(c => Words.Of(domain).Any(w => Words.Of(c.Name).Contains(w)))?.Literature ?? []] : [];
        var card = new DataCard
        {
            Name = name,
            Title = Plain(Title(options, grid, channels[0].Name)),
            Citation = $"Not said: from {file}. Write here whom to cite.",
            Licence = "Not said. Write here who may use the data.",
            Notes = [.. guesses.Where(g => g.What is "gaps" or "steps left out" or "places left out" or "corrections" or "counts").Select(g => $"{g.What}: {g.Value}.")],
            Step = grid.Step,
            Data = Hashed(name + ".csv", data),
            Location = several ? new() { Column = "place" } : new() { Name = grid.Places[0] },
            Time = new("date", TimeFormat.Date),
            Channels = [.. channels.Select((c, i) => Channel(c.Name, i == 0 ? roles.Kind : ChannelKind.Covariate, table.Header[c.Column]))],
            Constants = [population],
            Windows = windows,
            Literature = [.. literature],
        };
        return new(card, Comments(file, guesses) + CardReader.Write(card), files, guesses, rows);
    }

    private static string Title(IntakeOptions options, SeriesGrid grid, string target)
    {
        string what = options.Domain is { } domain ? $"{char.ToUpperInvariant(domain[0])}{domain[1..]}: {target.Replace('_', ' ')}" : $"{char.ToUpperInvariant(target[0])}{target[1..].Replace('_', ' ')}";
        string where = grid.Places.Count == 1 ? grid.Places[0] : $"{grid.Places.Count} places";
        string step = grid.Step switch { TimeStep.Day => "daily", TimeStep.Week => "weekly", _ => "monthly" };
        return $"{what} in {where}, {step}, {grid.Times[0]:d MMMM yyyy} to {grid.Times[^1]:d MMMM yyyy}";
    }

    private static Channel Channel(string name, ChannelKind kind, string header) => kind switch
    {
        ChannelKind.Covariate => new(name, name, Words.Speaks(header, Words.Percent) ? Unit.Of("percent") : Unit.One, ChannelKind.Covariate, ChannelRole.Covariate),
        ChannelKind.Percent => new(name, name, Unit.Of("percent"), kind, ChannelRole.Target) { Aggregate = Aggregation.Mean },
        _ => new(name, name, Unit.Of("people"), kind, ChannelRole.Target) { Aggregate = Aggregation.Sum },
    };

    // Every name once, and none of those that the data set uses itself.
    private static (int Column, string Name)[] Names(IntakeTable table, SeriesGrid grid, Roles roles)
    {
        var taken = new HashSet<string> { "population", "date", "place", "location" };
        return [.. grid.Columns.Where(c => c != roles.Population).Select(c =>
        {
            string name = Words.Symbol(table.Header[c]), free = name;
            for (int i = 2; !taken.Add(free); i++)
            {
                free = $"{name}_{i}";
            }

            return (c, free);
        })];
    }

    private static byte[] Series(SeriesGrid grid, (int Column, string Name)[] channels, bool several)
    {
        var text = new StringBuilder(several ? "place,date" : "date");
        foreach ((_, string name) in channels)
        {
            text.Append(',').Append(name);
        }

        text.Append('\n');
        for (int p = 0; p < grid.Places.Count; p++)
        {
            string place = several ? Quote(grid.Places[p]) + "," : "";
            for (int t = 0; t < grid.Times.Length; t++)
            {
                text.Append(place).Append(grid.Times[t].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                for (int c = 0; c < channels.Length; c++)
                {
                    double value = grid.At(c, t, p);
                    text.Append(',').Append(double.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture));
                }

                text.Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Comments(string file, ImmutableArray<Guess> guesses)
    {
        var text = new StringBuilder($"// Written by 'nimmgen data init' from {Plain(file)}. What was read out of it, and how to say otherwise;\n// or edit this card: 'nimmgen data check' tells whether it still fits its files.\n");
        foreach (Guess guess in guesses)
        {
            text.Append($"//   {guess.What}: {guess.Value}{(guess.Change == "-" ? "" : $"  [{guess.Change}]")}\n");
        }

        return text.ToString();
    }

    private static string Plain(string text) => new([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);

    private static string Quote(string cell) => cell.AsSpan().IndexOfAny(",\"\n\r#") >= 0 || cell != cell.Trim() ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static byte[] Lines(IEnumerable<string> lines) => TidyText.Lines(lines);

    private static DataFile Hashed(string name, byte[] bytes) => new(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);
}
