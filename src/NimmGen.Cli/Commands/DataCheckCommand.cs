using System.CommandLine;
using NimmGen.Data;

namespace NimmGen.Cli;

/// <summary><c>nimmgen data check [NAME|DIR]</c>: reads every file of a data set and says all that is wrong with it.</summary>
internal static class DataCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string?>("NAME|DIR") { Description = "A data set of the catalogue, or a folder with card.json; default: every data set of the catalogue that is here", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> data = SharedOptions.Data();
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "check", "Read a data set, compare it with its card and checksums, and report everything that is wrong", "nimmgen data check my-outbreak", "nimmgen data check covid-bogota --data ../shared/data", "nimmgen data check")
        { folder, data, json };
        command.SetAction(parsed =>
        {
            string? root = parsed.GetValue(data) is { } given ? terminal.Resolve(given) : null;
            string[] names = parsed.GetValue(folder) is { } one ? [one]
                : [.. Catalogue.All.Where(c => Availability.Of(c, root, terminal.Variable).Place != DataPlace.Absent).Select(c => c.Name)];
            Checked[] all = [.. names.Select(n => new Checked(n, Read(terminal, n, root)))];
            if (parsed.GetValue(json))
            {
                // One data set is an object, as it was asked for; all are a list.
                terminal.WriteJson(parsed.GetValue(folder) is null ? all.Select(c => c.Json) : (object)all[0].Json);
            }
            else
            {
                foreach (Checked done in all)
                {
                    Print(terminal, done);
                }
            }

            return all.All(c => c.Errors == 0) ? ExitCode.Done : ExitCode.UserError;
        });
        return command;
    }

    private static ReadResult Read(Terminal terminal, string name, string? root)
    {
        string full = terminal.Resolve(name);
        return Catalogue.Find(name) is null && (Path.Exists(full) || name.AsSpan().ContainsAny('/', '\\', '.'))
            ? PanelReader.ReadFolder(full)
            : Catalogue.Read(name, root, terminal.Variable);
    }

    private static void Print(Terminal terminal, Checked done)
    {
        foreach (DataDiagnostic diagnostic in done.Result.Diagnostics)
        {
            terminal.Error.WriteLine(diagnostic);
        }

        string counts = $"{Figures.Count(done.Errors, "error")}, {Figures.Count(done.Warnings, "warning")}";
        terminal.Out.WriteLine(done.Result.Panel is { } panel
            ? $"{panel.Card.Name}: {Figures.Count(panel.Times.Length, "step")}, {Figures.Count(panel.Locations.Length, "place")}, {Figures.Count(panel.Card.Channels.Length, "channel")}; {counts}"
            : $"{done.Name}: {counts}");
    }

    private sealed record Checked(string Name, ReadResult Result)
    {
        public int Errors => Result.Diagnostics.Count(d => d.Severity == DataSeverity.Error);

        public int Warnings => Result.Diagnostics.Length - Errors;

        public object Json => new { Name, sound = Errors == 0, Errors, Warnings, Result.Diagnostics };
    }
}
