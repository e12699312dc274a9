using System.CommandLine;
using NimmGen.Data;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary><c>nimmgen data list</c>: the catalogue, and what of it is here.</summary>
internal static class DataListCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string?> data = SharedOptions.Data();
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand("list", "The data sets of the catalogue, and whether their files are there", "nimmgen data list", "nimmgen data list --data ../shared/data --json") { data, json };
        command.SetAction(parsed =>
        {
            string? option = parsed.GetValue(data) is { } given ? terminal.Resolve(given) : null;
            (DataCard Card, Availability There)[] sets = [.. Catalogue.All.Select(c => (c, Availability.Of(c, option, terminal.Variable)))];
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(sets.Select(s => new
                {
                    s.Card.Name,
                    s.Card.Title,
                    step = s.Card.Step.ToString().ToLowerInvariant(),
                    target = s.Card.Targets.First().Name,
                    s.Card.Licence,
                    files = s.There.Place.ToString().ToLowerInvariant(),
                    s.There.Folder,
                    s.There.Bytes,
                    s.There.Missing,
                }));
                return;
            }

            Table table = Tables.Create("name", "step", "target", "files", ">size", "licence", "title");
            foreach ((DataCard card, Availability there) in sets)
            {
                table.Row(card.Name, card.Step.ToString().ToLowerInvariant(), card.Targets.First().Name, Words(there), there.Bytes is { } bytes ? Figures.Bytes(bytes) : "-", Licence(card), card.Title);
            }

            terminal.Write(table);
            if (sets.Any(s => s.There.Place is DataPlace.Absent or DataPlace.Partial))
            {
                terminal.Error.WriteLine("absent data are fetched by 'nimmgen data get NAME'; those you have elsewhere are found by --data DIR");
            }
        });
        return command;
    }

    private static string Words(Availability there) => there.Place switch
    {
        DataPlace.Program => "in the program",
        DataPlace.Simulated => "simulated by the program",
        DataPlace.Present => $"in {there.Folder}",
        DataPlace.Cached => "cached",
        DataPlace.Partial => $"{there.Missing.Length} missing",
        _ => "absent",
    };

    // Its first words: the whole is on the card.
    private static string Licence(DataCard card)
    {
        if (card.Licence.Contains("CC BY-NC", StringComparison.Ordinal))
        {
            return "in part CC BY-NC: not for commercial use";
        }

        string first = card.Licence.Split(';', '(')[0].Trim().TrimEnd('.');
        return first.Length > 40 ? first[..37] + "..." : first;
    }
}
