using System.Text.Json;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary>Where a command reads its surroundings from and prints to; tests bring their own.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress and diagnostics.</param>
/// <param name="OutIsTerminal">False where results are redirected: plain lines then.</param>
/// <param name="ErrorIsTerminal">False where progress is redirected: plain lines then.</param>
/// <param name="Folder">The working directory.</param>
/// <param name="Variable">Environment variables.</param>
/// <param name="Time">Clock of runs and progress.</param>
internal sealed record Terminal(
    TextWriter Out,
    TextWriter Error,
    bool OutIsTerminal,
    bool ErrorIsTerminal,
    string Folder,
    Func<string, string?> Variable,
    TimeProvider Time)
{
    // Wide enough that no cell wraps in a file or a pipe.
    private const int RedirectedWidth = 400;

    // Results are records made for printing: all of what they hold is meant.
    private static readonly Lazy<JsonSerializerOptions> ForMachines = new(() => new(Search.RunJson.Indented) { IgnoreReadOnlyProperties = false });

    public static Terminal System() => new(
        global::System.Console.Out,
        global::System.Console.Error,
        !global::System.Console.IsOutputRedirected,
        !global::System.Console.IsErrorRedirected,
        Directory.GetCurrentDirectory(),
        Environment.GetEnvironmentVariable,
        TimeProvider.System);

    /// <summary>Colour is drawn on terminals, unless NO_COLOR (no-color.org) or TERM=dumb asks for none.</summary>
    public bool Colour => string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    /// <summary>A live display redraws lines, which a dumb terminal cannot.</summary>
    public bool CanRedraw => ErrorIsTerminal && Variable("TERM") != "dumb";

    /// <summary>The file or folder as named from the working directory.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Folder);

    /// <summary>Writes a result to a file instead of the output, and says so among the diagnostics.</summary>
    public void WriteFile(string path, string text)
    {
        try
        {
            File.WriteAllText(Resolve(path), text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException($"{path}: the file cannot be written ({e.Message})", "a file in a folder that exists", "check the path");
        }

        Error.WriteLine($"wrote {path}");
    }

    public IAnsiConsole ErrorConsole() => Console(Error, ErrorIsTerminal);

    /// <summary>Prints a table or other widget to the results: drawn on a terminal, plain lines elsewhere.</summary>
    public void Write(Spectre.Console.Rendering.IRenderable widget)
    {
        if (OutIsTerminal)
        {
            Console(Out, terminal: true).Write(widget);
            return;
        }

        if (widget is Table table)
        {
            table.Border = TableBorder.None;
        }

        using var text = new StringWriter { NewLine = "\n" };
        Console(text, terminal: false).Write(widget);
        foreach (string line in text.ToString().TrimEnd().Split('\n'))
        {
            Out.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>Prints a result for machines: camel case, words for enumerations, null for NaN.</summary>
    public void WriteJson<T>(T value) => Out.WriteLine(JsonSerializer.Serialize(value, ForMachines.Value));

    private IAnsiConsole Console(TextWriter writer, bool terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = terminal && Variable("TERM") != "dumb" ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal && Colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!terminal)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }
}
