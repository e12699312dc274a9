using NimmGen.Ir;
using NimmGen.Report.Exchange;
using NimmGen.Report.Exchange.Petab;
using NimmGen.Report.Exchange.Sbml;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>A model for other programs.</summary>
internal static class ModelExports
{
    public static int Sbml(Terminal terminal, MechanismIr model, string? output)
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

    public static int Petab(Terminal terminal, MechanismIr model, string? task, string? data, string folder)
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
