using NimmGen.Search;

namespace NimmGen.Cli;

internal sealed class NimmGenSearch(Terminal terminal) : ISearch
{
    public ISearchTask Find(string task, string? data) => throw new UserErrorException(terminal.Folder);

    public void WriteReport(RunRecord run, TextWriter output) => output.Write("");
}
