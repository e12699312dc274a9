using System.CommandLine;
using NimmGen.Ir;
using NimmGen.Report.Exchange;
using NimmGen.Report.Exchange.Petab;
using NimmGen.Report.Exchange.Sbml;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary><c>nimmgen export MODEL --format sbml|petab</c>: a model for other programs.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        var model = new Argument<string>("MODEL") { Description = "A model, C# text" };
        var format = new Option<string>("--format") { Description = "sbml: SBML Level 3 Version 2; petab: a parameter estimation problem with the data of a task", DefaultValueFactory = _ => "sbml", HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong("sbml", "petab");
        var output = new Option<string?>("--output") { Description = "File to write, for petab the folder; default the standard output, for petab a folder named after the model", HelpName = "PATH" };
        var task = new Option<string?>("--task") { Description = "The task or folder whose data petab takes", HelpName = "TASK" };
        Option<string?> data = SharedOptions.Data();
        var command = new ExampleCommand(
            "export",
            "Write a model in a format of other programs; what the format cannot say is told",
            "nimmgen export models/Seir.cs --output seir.xml",
            "nimmgen export models/Seir.cs --format petab --task covid-bogota --output bogota")
        {
            model, format, output, task, data,
        };
        command.SetAction((parsed, _) =>
        {
            MechanismIr read = ModelFile.ReadOne(terminal, parsed.GetValue(model)!, cancellation());
            return Task.FromResult(parsed.GetValue(format) == "petab"
                ? Petab(terminal, read, parsed.GetValue(task), parsed.GetValue(data), parsed.GetValue(output) ?? read.Name)
                : Sbml(terminal, read, parsed.GetValue(output)));
        });
        return command;
    }

    private static int Sbml(Terminal terminal, MechanismIr model, string? output)
    {
        Exported exported = SbmlWriter.Write(model);
        Tell(terminal, exported.Diagnostics);
        if (exported.Text is null)
        {
            return ExitCode.UserError;
        }

        if (output is null)
        {
            terminal.Out.Write(exported.Text);
        }
        else
        {
            terminal.WriteFile(output, exported.Text);
        }

        return ExitCode.Done;
    }

    private static int Petab(Terminal terminal, MechanismIr model, string? task, string? data, string folder)
    {
        if (task is null)
        {
            throw new UserErrorException("--format petab without data", "--task TASK, a task or a folder with a card", $"nimmgen data list names the tasks; nimmgen export ... --task {TaskCatalogue.Default}");
        }

        TaskResult found = TaskCatalogue.Find(task, data ?? terminal.Variable("NIMMGEN_DATA"));
        foreach (string problem in found.Problems)
        {
            terminal.Error.WriteLine(problem);
        }

        if (found.Task is null)
        {
            return ExitCode.UserError;
        }

        PetabProblem written = PetabWriter.Write(model, found.Task.Panel);
        Tell(terminal, written.Diagnostics);
        if (written.Files.IsEmpty)
        {
            return ExitCode.UserError;
        }

        try
        {
            Directory.CreateDirectory(terminal.Resolve(folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserErrorException($"{folder}: the folder cannot be made ({e.Message})", "a folder that can be written", "name another with --output");
        }

        foreach ((string name, string text) in written.Files)
        {
            terminal.WriteFile(Path.Combine(folder, name), text);
        }

        return ExitCode.Done;
    }

    private static void Tell(Terminal terminal, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            terminal.Error.WriteLine(diagnostic);
        }
    }
}
