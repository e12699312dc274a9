using System.CommandLine;
using NimmGen.Data;

namespace NimmGen.Cli;

/// <summary><c>nimmgen data card NAME</c>: what a data set means, in words or as its card.json.</summary>
internal static class DataCardCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME|DIR") { Description = "A data set of the catalogue, or a folder with card.json" };
        var json = new Option<bool>("--json") { Description = "Print the card as card.json has it" };
        var command = new ExampleCommand(
            "card", "Print a data set's card: what its columns mean, whom to cite, where its files come from", "nimmgen data card boarding-school", "nimmgen data card covid-bogota --json > my-outbreak/card.json")
        { name, json };
        command.SetAction(parsed =>
        {
            string asked = parsed.GetValue(name)!;
            DataCard card = Catalogue.Find(asked) ?? OfFolder(terminal, asked) ?? throw UnknownNames.Of("data set", asked, Catalogue.All.Select(c => c.Name));
            terminal.Out.Write(parsed.GetValue(json) ? CardReader.Write(card) : CardText.Of(card));
        });
        return command;
    }

    private static DataCard? OfFolder(Terminal terminal, string folder)
    {
        string full = terminal.Resolve(folder);
        if (!Directory.Exists(full))
        {
            return null;
        }

        CardResult read = PanelReader.ReadCard(full);
        return read.Card ?? throw new UserErrorException(string.Join('\n', read.Diagnostics));
    }
}
