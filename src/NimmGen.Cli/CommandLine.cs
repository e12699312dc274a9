using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace NimmGen.Cli;

/// <summary>The command <c>nimmgen</c>: its subcommands, and what every one of them has in common.</summary>
internal static class CommandLine
{
    private const int HelpWidth = 110;

    private static readonly string[] Examples =
    [
        "nimmgen run                                       the embedded outbreak, in seconds",
        "nimmgen run covid-bogota --data ../shared/data    a task whose data are in a folder",
        "nimmgen show nimmgen-boarding-school-1.nimm       what was tried, and how good it was",
    ];

    /// <summary>Runs a command line; <paramref name="cancellation"/> is called when a command begins that can be stopped.</summary>
    public static Task<int> Run(string[] arguments, Terminal terminal, Func<CancellationToken> cancellation) =>
        Run(arguments, terminal, cancellation, static t => new NimmGenSearch(t));

    internal static async Task<int> Run(string[] arguments, Terminal terminal, Func<CancellationToken> cancellation, Func<Terminal, ISearch> search)
    {
        RootCommand root = Build(terminal, cancellation, search);
        ParseResult parsed = root.Parse(arguments);
        // Signals and exceptions are this program's own affair: see Interrupt and below.
        parsed.InvocationConfiguration.Output = terminal.Out;
        parsed.InvocationConfiguration.Error = terminal.Error;
        parsed.InvocationConfiguration.EnableDefaultExceptionHandler = false;
        parsed.InvocationConfiguration.ProcessTerminationTimeout = null;
        string[] stray = StrayOptions(parsed);
        if ((parsed.Errors.Count > 0 || stray.Length > 0) && parsed.Action is not { ClearsParseErrors: true })
        {
            return Usage(parsed, terminal, stray);
        }

        try
        {
            return await parsed.InvokeAsync(parsed.InvocationConfiguration, CancellationToken.None);
        }
        catch (UserErrorException e)
        {
            // Diagnostics of data say themselves that they are errors.
            terminal.Error.WriteLine(e.IsWhole || e.Message.StartsWith("error ", StringComparison.Ordinal) ? e.Message : "error: " + e.Message);
            return ExitCode.UserError;
        }
        catch (Search.RunFileException e)
        {
            terminal.Error.WriteLine("error: " + e.Message);
            return ExitCode.UserError;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("stopped");
            return ExitCode.Cancelled;
        }
    }

    internal static RootCommand Build(Terminal terminal, Func<CancellationToken> cancellation, Func<Terminal, ISearch> search)
    {
        var root = new RootCommand("Finds a mechanistic model of partially observed data, trains it, scores it on real-time forecasts and explains it.")
        {
            RunCommand.Create(terminal, cancellation, search),
            ResumeCommand.Create(terminal, cancellation, search),
            CheckCommand.Create(terminal, cancellation),
            TrainCommand.Create(terminal, cancellation),
            DiffCommand.Create(terminal, cancellation),
            ExportCommand.Create(terminal, cancellation),
            ImportCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            ShowCommand.Create(terminal),
            CompareCommand.Create(terminal),
            AnalyseCommand.Create(terminal),
            ReplayCommand.Create(terminal, cancellation, search),
            UnpackCommand.Create(terminal),
            ReportCommand.Create(terminal, search),
            ScenarioCommand.Create(terminal, cancellation),
            BenchCommand.Create(terminal, cancellation),
            DataCommand.Create(terminal, cancellation),
            DoctorCommand.Create(terminal),
        };
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            var help = (HelpAction)option.Action!;
            help.MaxWidth = HelpWidth;
            option.Action = new ExampleHelp(help, Examples);
        }

        return root;
    }

    private static int Usage(ParseResult parsed, Terminal terminal, string[] strayOptions)
    {
        Command command = parsed.CommandResult.Command;
        IEnumerable<string> messages = strayOptions.Length > 0 ? strayOptions.Select(o => $"Unrecognized option '{o}'.") : parsed.Errors.Select(e => e.Message).Distinct();
        foreach (string message in messages)
        {
            terminal.Error.WriteLine("error: " + message);
        }

        foreach (string word in strayOptions.Length > 0 ? strayOptions : parsed.UnmatchedTokens)
        {
            IEnumerable<string> known = word.StartsWith('-') ? command.Options.Select(o => o.Name) : command.Subcommands.Select(c => c.Name);
            if (Nearest.To(word, known) is { } near)
            {
                terminal.Error.WriteLine($"    fix: did you mean '{near}'?");
            }
        }

        terminal.Error.WriteLine($"    see: {PathOf(parsed.CommandResult)} --help");
        return ExitCode.Usage;
    }

    // The library takes a misspelt option for the argument that may stand there.
    private static string[] StrayOptions(ParseResult parsed) =>
        [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Where(v => v.Length > 1 && v[0] == '-')];

    private static string PathOf(CommandResult result) => result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "nimmgen";
}
