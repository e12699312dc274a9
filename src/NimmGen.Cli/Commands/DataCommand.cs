using System.CommandLine;
using NimmGen.Data;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary><c>nimmgen data list|check|card</c>: what data there are, whether they are sound, what they mean.</summary>
internal static class DataCommand
{
    public static Command Create(Terminal terminal) => new ExampleCommand(
        "data",
        "List, check and describe data sets",
        "nimmgen data list --data ../shared/data",
        "nimmgen data check my-outbreak",
        "nimmgen data card covid-bogota")
    {
        List(terminal), Check(terminal), Card(terminal),
    };

    private static ExampleCommand List(Terminal terminal)
    {
        Option<string?> data = SharedOptions.Data();
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand("list", "The data sets of the catalogue, and whether their files are there", "nimmgen data list", "nimmgen data list --data ../shared/data --json") { data, json };
        command.SetAction(parsed =>
        {
            string? root = DataRoot.Find(parsed.GetValue(data), terminal.Variable);
            string Place(DataCard card) =>
                Catalogue.IsEmbedded(card) ? "in the program"
                : root is null ? "needs --data DIR"
                : File.Exists(Path.Combine(terminal.Resolve(root), card.Folder ?? "", card.Data.Path)) ? root : $"not in {root}";
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(Catalogue.All.Select(c => new { c.Name, c.Title, step = c.Step.ToString().ToLowerInvariant(), target = c.Targets.First().Name, c.Licence, files = Place(c) }));
                return;
            }

            Table table = Tables.Create("name", "step", "target", "files", "title");
            foreach (DataCard card in Catalogue.All)
            {
                table.Row(card.Name, card.Step.ToString().ToLowerInvariant(), card.Targets.First().Name, Place(card), card.Title);
            }

            terminal.Write(table);
        });
        return command;
    }

    private static ExampleCommand Check(Terminal terminal)
    {
        var folder = new Argument<string>("DIR|NAME") { Description = "A folder with card.json, or a data set of the catalogue" };
        Option<string?> data = SharedOptions.Data();
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand("check", "Read a data set and report everything that is wrong with it", "nimmgen data check my-outbreak", "nimmgen data check covid-bogota --data ../shared/data") { folder, data, json };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(folder)!;
            string full = terminal.Resolve(name);
            ReadResult result = Path.Exists(full) || Catalogue.Find(name) is null && name.AsSpan().ContainsAny('/', '\\', '.')
                ? PanelReader.ReadFolder(full)
                : Catalogue.Read(name, parsed.GetValue(data) is { } root ? terminal.Resolve(root) : null, terminal.Variable);
            int errors = result.Diagnostics.Count(d => d.Severity == DataSeverity.Error), warnings = result.Diagnostics.Length - errors;
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(new { sound = errors == 0, errors, warnings, result.Diagnostics });
                return errors == 0 ? ExitCode.Done : ExitCode.UserError;
            }

            foreach (DataDiagnostic diagnostic in result.Diagnostics)
            {
                terminal.Error.WriteLine(diagnostic);
            }

            string counts = $"{Figures.Count(errors, "error")}, {Figures.Count(warnings, "warning")}";
            terminal.Out.WriteLine(result.Panel is { } panel
                ? $"{panel.Card.Name}: {Figures.Count(panel.Times.Length, "step")}, {Figures.Count(panel.Locations.Length, "place")}, {Figures.Count(panel.Card.Channels.Length, "channel")}; {counts}"
                : $"{name}: {counts}");
            return errors == 0 ? ExitCode.Done : ExitCode.UserError;
        });
        return command;
    }

    private static ExampleCommand Card(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "A data set of the catalogue" };
        var command = new ExampleCommand("card", "Print a data set's card: what its columns mean, whom to cite", "nimmgen data card boarding-school", "nimmgen data card covid-bogota > my-outbreak/card.json") { name };
        command.SetAction(parsed =>
        {
            string asked = parsed.GetValue(name)!;
            DataCard card = Catalogue.Find(asked) ?? throw UnknownNames.Of("data set", asked, Catalogue.All.Select(c => c.Name));
            terminal.Out.Write(CardReader.Write(card));
        });
        return command;
    }
}
