using System.CommandLine;

namespace NimmGen.Cli;

/// <summary><c>nimmgen data</c>: what data there are, getting them, whether they are sound, what they mean, bringing one's own.</summary>
internal static class DataCommand
{
    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation) => new ExampleCommand(
        "data",
        "List, get, check and describe data sets; make one of a CSV file",
        "nimmgen data list",
        "nimmgen data get covid-bogota",
        "nimmgen data init cases.csv",
        "nimmgen data check my-outbreak")
    {
        DataListCommand.Create(terminal),
        DataGetCommand.Create(terminal, cancellation),
        DataInitCommand.Create(terminal),
        DataCheckCommand.Create(terminal),
        DataCardCommand.Create(terminal),
    };
}
