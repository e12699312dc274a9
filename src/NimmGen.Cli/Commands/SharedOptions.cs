using System.CommandLine;
using System.CommandLine.Parsing;

namespace NimmGen.Cli;

/// <summary>Options that several commands have, under the same name and with the same meaning.</summary>
internal static class SharedOptions
{
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder that holds the catalogue's data sets; else the variable NIMMGEN_DATA",
        HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON, for machines" };

    public static Option<string?> Report(string name = "--report") => new(name)
    {
        Description = "The report to write; default nimmgen-TASK.html here",
        HelpName = "FILE",
    };

    public static Option<int?> Jobs(string what = "Trainings")
    {
        var option = new Option<int?>("--jobs") { Description = $"{what} side by side; default one a processor. The result is the same for any number", HelpName = "N" };
        option.Validators.Add(result => CheckBounds(result, 1, 1024));
        return option;
    }

    public static Option<int?> Horizon()
    {
        var option = new Option<int?>("--horizon") { Description = "Steps to forecast from each origin; default what the card says (influenza-usa: 9, the paper's text: 8)", HelpName = "N" };
        option.Validators.Add(result => CheckBounds(result, 1, 10_000));
        return option;
    }

    public static Argument<string> Run() => new("RUN") { Description = "A run file, as 'nimmgen run' writes it" };

    /// <summary>A whole number within bounds; anything else is a usage error.</summary>
    public static Option<int> Whole(string name, string description, int min, int max, Func<ArgumentResult, int> standard)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = standard };
        option.Validators.Add(result => CheckBounds(result, min, max));
        return option;
    }

    // What is no number at all, the library refuses.
    public static void CheckBounds(OptionResult result, int min, int max)
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && (value < min || value > max))
        {
            result.AddError($"{result.Option.Name} {value}: a whole number from {min} to {max} is expected");
        }
    }
}
