using System.CommandLine;
using NimmGen.Ir;
using NimmGen.Ir.Printing;
using NimmGen.Report.Exchange;
using NimmGen.Report.Exchange.Sbml;

namespace NimmGen.Cli;

/// <summary><c>nimmgen import FILE</c>: a model of another program as a program of the language.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A model in SBML Level 3" };
        var output = new Option<string?>("--output") { Description = "C# file to write; default the standard output", HelpName = "FILE" };
        var command = new ExampleCommand(
            "import",
            "Read an SBML model and print it as a program; a construct without counterpart is named with its line",
            "nimmgen import seir.xml --output Seir.cs")
        {
            file, output,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            if (!ModelFile.TryRead(terminal.Resolve(path), SafeXmlLimit, out string text))
            {
                throw new UserErrorException($"{path}: {text}", "an SBML file", "check the path");
            }

            Imported imported = SbmlReader.Read(text, path);
            foreach (Diagnostic diagnostic in imported.Diagnostics)
            {
                terminal.Error.WriteLine(diagnostic);
            }

            if (imported.Model is null)
            {
                return ExitCode.UserError;
            }

            string program = CSharpPrinter.Print(imported.Model);
            if (parsed.GetValue(output) is { } target)
            {
                terminal.WriteFile(target, program);
            }
            else
            {
                terminal.Out.Write(program);
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Characters that the reader takes, and one more to see that there are more.</summary>
    private const int SafeXmlLimit = (8 << 20) + 1;
}
