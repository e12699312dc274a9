using System.CommandLine;
using NimmGen.Ir;

namespace NimmGen.Cli;

/// <summary><c>nimmgen explain CODE</c>: the page of an error, wrong and right.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var code = new Argument<string>("CODE") { Description = "As diagnostics print it, such as NG1003" };
        var command = new ExampleCommand("explain", "Print what an error means: wrong and right", "nimmgen explain NG1003", "nimmgen explain ND0004") { code };
        command.SetAction(parsed =>
        {
            string asked = parsed.GetValue(code)!;
            ErrorPage page = ErrorPages.Find(asked) ?? throw Unknown(asked);
            terminal.Out.WriteLine(page.Text.TrimEnd());
        });
        return command;
    }

    private static UserErrorException Unknown(string asked)
    {
        string fix = Nearest.To(asked, ErrorPages.All.Select(p => p.Code)) is { } near ? $"did you mean {near}?" : "copy the code from the message";
        return new($"no page explains '{asked}'", "a code as diagnostics print it, such as NG1003", fix);
    }
}
