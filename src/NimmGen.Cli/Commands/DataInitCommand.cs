using System.CommandLine;
using NimmGen.Data;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary><c>nimmgen data init FILE.csv</c>: a data set of a file that nobody has described.</summary>
internal static class DataInitCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE.csv") { Description = "A table with a header: one row a place and date, or one column a place" };
        var output = new Option<string?>("--output", "-o") { Description = "Folder to write; default named as the file, here", HelpName = "DIR" };
        var date = Named("--date", "Column of the dates", "COLUMN");
        var dateFormat = Named("--date-format", $"How dates are written: {string.Join(", ", IntakeOptions.DateFormats)}", "FORMAT");
        var place = Named("--place", "Column of the places", "COLUMN");
        var target = Named("--target", "Column to forecast", "COLUMN");
        var kind = Named("--kind", "What the target counts: new (in the step), prevalence (how many there are), cumulative (since the beginning), percent", "KIND");
        var population = Named("--population", "How many people: a number, a column, or a CSV file with the columns place and population", "N|COLUMN|FILE");
        Option<int?> horizon = SharedOptions.Horizon();
        horizon.Description = "Steps to forecast; default by the length of the series";
        var domain = Named("--domain", "What the data are about, such as covid or influenza: the report then compares with the literature of the catalogue's card", "WORD");
        var name = Named("--name", "Name of the data set; default that of the file", "NAME");
        var wide = Named("--wide", "yes where each column of numbers is a place, no where it is not", "yes|no");
        var separator = Named("--decimal", "The decimal sign, . or ,", "SIGN");
        var missing = new Option<string[]>("--missing") { Description = "A text that stands for a value that is not known; may be given several times", HelpName = "TEXT" };
        var gaps = Named("--gaps", "What a step without a row is: unknown, or zero (files that list only days with cases); default unknown", "unknown|zero");
        var sum = new Option<bool>("--sum-rows") { Description = "Add up rows of the same place and date, such as ages" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Take the likelier reading instead of asking, and print it" };
        var force = new Option<bool>("--force") { Description = "Write into a folder that has a data set already" };
        Option<bool> json = SharedOptions.Json();
        wide.AcceptOnlyFromAmong("yes", "no");
        separator.AcceptOnlyFromAmong(".", ",");
        gaps.AcceptOnlyFromAmong("unknown", "zero");
        kind.AcceptOnlyFromAmong("new", "prevalence", "cumulative", "percent");
        dateFormat.AcceptOnlyFromAmong([.. IntakeOptions.DateFormats]);
        var command = new ExampleCommand(
            "init",
            "Make a data set of a CSV file: guesses what its columns are, says every guess, and writes a folder that 'nimmgen run' takes",
            "nimmgen data init cases.csv",
            "nimmgen data init cases.csv --population 750000 --domain influenza",
            "nimmgen data init cases-by-age.csv --date onset --date-format d/m/y --target confirmed --sum-rows",
            "nimmgen data init cities.csv --wide yes --population people.csv --output my-outbreak")
        {
            file, output, date, dateFormat, place, target, kind, population, horizon, domain, name, wide, separator, missing, gaps, sum, yes, force, json,
        };
        command.SetAction(parsed =>
        {
            string given = parsed.GetValue(file)!;
            var options = new IntakeOptions
            {
                Date = parsed.GetValue(date),
                DateFormat = parsed.GetValue(dateFormat),
                Place = parsed.GetValue(place),
                Target = parsed.GetValue(target),
                Kind = parsed.GetValue(kind) is { } k ? Enum.Parse<ChannelKind>(k, ignoreCase: true) : null,
                Population = parsed.GetValue(population),
                Horizon = parsed.GetValue(horizon),
                Domain = parsed.GetValue(domain),
                Name = parsed.GetValue(name),
                Wide = parsed.GetValue(wide) is { } w ? w == "yes" : null,
                Decimal = parsed.GetValue(separator)?[0],
                Missing = [.. parsed.GetValue(missing) ?? []],
                GapsAreZero = parsed.GetValue(gaps) == "zero",
                SumRows = parsed.GetValue(sum),
                AcceptAll = parsed.GetValue(yes),
            };
            IntakeResult result = DataIntake.ReadFile(terminal.Resolve(given), given, options, path => Beside(terminal, path));
            foreach (DataDiagnostic diagnostic in result.Diagnostics)
            {
                terminal.Error.WriteLine(diagnostic);
            }

            if (result.Draft is not { } draft)
            {
                return ExitCode.UserError;
            }

            string folder = parsed.GetValue(output) ?? draft.Card.Name;
            Write(terminal, folder, draft, parsed.GetValue(force));
            Print(terminal, given, folder, draft, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string?> Named(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    private static byte[]? Beside(Terminal terminal, string path)
    {
        string full = terminal.Resolve(path);
        return File.Exists(full) && new FileInfo(full).Length <= new ReadLimits().FileBytes ? File.ReadAllBytes(full) : null;
    }

    // The card comes last: a folder with a card is whole.
    private static void Write(Terminal terminal, string folder, IntakeDraft draft, bool force)
    {
        string full = terminal.Resolve(folder), card = Path.Combine(full, PanelReader.CardFile);
        string[] there = [.. draft.Files.Select(f => f.Name).Append(PanelReader.CardFile).Where(f => File.Exists(Path.Combine(full, f)))];
        if (there.Length > 0 && !force)
        {
            throw new UserErrorException($"{folder}: it has {string.Join(" and ", there)} already", "a folder without a data set", "name another one with --output DIR, or write over it with --force");
        }

        try
        {
            Directory.CreateDirectory(full);
            foreach ((string name, byte[] bytes) in draft.Files)
            {
                File.WriteAllBytes(Path.Combine(full, name), bytes);
            }

            File.WriteAllText(card, draft.CardText);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{folder}: the data set cannot be written there ({e.Message})", "a folder that you may write to", "name another one with --output DIR");
        }
    }

    private static void Print(Terminal terminal, string file, string folder, IntakeDraft draft, bool json)
    {
        string[] written = [.. draft.Files.Select(f => Path.Combine(folder, f.Name)).Append(Path.Combine(folder, PanelReader.CardFile))];
        if (json)
        {
            terminal.WriteJson(new { file, folder, draft.Card.Name, draft.Card.Title, rows = draft.Rows, guesses = draft.Guesses, written });
            return;
        }

        terminal.Out.WriteLine($"{file}: {draft.Card.Title}");
        Table table = Tables.Create("what", "taken for", "to say otherwise");
        foreach (Guess guess in draft.Guesses)
        {
            table.Row(guess.What, guess.Value, guess.Change == "-" ? "" : guess.Change);
        }

        terminal.Write(table);
        terminal.Out.WriteLine($"wrote {string.Join(", ", written)}");
        terminal.Out.WriteLine($"next: nimmgen run {folder}");
    }
}
